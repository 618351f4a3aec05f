import { caffeInput } from "../../data/mod.ts";
import type { WeightMap } from "./weight_map.ts";

/** Convolutions of a block, as 2015's Caffe release names them. */
const BRANCHES: Readonly<
  Record<string, readonly [conv: string, norm: string]>
> = {
  "1": ["downsample.0", "downsample.1"],
  "2a": ["conv1", "bn1"],
  "2b": ["conv2", "bn2"],
  "2c": ["conv3", "bn3"],
};

const LEAVES: Readonly<Record<string, string>> = {
  kernel: "weight",
  bias: "bias",
  gamma: "weight",
  beta: "bias",
  moving_mean: "running_mean",
  moving_variance: "running_var",
};

const CONV = /^(?:kernel|bias)$/;
const NORM = /^(?:gamma|beta|moving_mean|moving_variance)$/;

/**
 * Keras's resnet50 of 2015, which is the Caffe release: strides in the first
 * 1x1 convolutions, biases, ε 1e-3, blue first from 0 to 255. The classifier
 * "fc1000" has no use. Names are as {@linkcode readKeras} and
 * {@linkcode readTfjs} give them.
 */
export const caffe: WeightMap = {
  about: "the Caffe/Keras resnet50 of 2015",
  axes: "keras",
  form: "caffe",
  input: caffeInput,
  neck: null,
  lastStride: null,
  rename(name) {
    const [layer, leaf, ...rest] = name.split("/");
    if (layer === undefined || leaf === undefined || rest.length > 0) {
      return undefined;
    }
    if (layer === "fc1000") return CONV.test(leaf) ? null : undefined;
    const isNorm = layer.startsWith("bn");
    if (!(isNorm ? NORM : CONV).test(leaf)) return undefined;
    const part = partOf(layer);
    return part && `backbone.${part}.${LEAVES[leaf]}`;
  },
};

/** "res3b_branch2a" is "layer2.1.conv1". */
function partOf(layer: string): string | undefined {
  if (layer === "conv1") return "conv1";
  if (layer === "bn_conv1") return "bn1";
  const match = layer.match(/^(res|bn)([2-5])([a-f])_branch(1|2[abc])$/);
  if (!match) return undefined;
  const [, kind, stage, block, branch] = match;
  const [conv, norm] = BRANCHES[branch!]!;
  const number = block!.charCodeAt(0) - "a".charCodeAt(0);
  return `layer${Number(stage) - 1}.${number}.${kind === "res" ? conv : norm}`;
}
