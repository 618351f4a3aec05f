import { bottleneck } from "./bottleneck.ts";
import type { Maps } from "./conv.ts";
import { convNorm } from "./conv_norm.ts";
import { type Form, type FormName, formOf } from "./form.ts";
import { type Layer, layer } from "./layer.ts";
import { maxPool } from "./pool.ts";
import { sequence } from "./sequence.ts";

/** Options of {@linkcode resnet50}. */
export interface ResNet50Options {
  /** How the network is written; see {@linkcode FormName}. @default {"torchvision"} */
  readonly form?: FormName;
  /** Stride of the last stage; 1 doubles the last maps (a habit of later ReID networks). @default {2} */
  readonly lastStride?: 1 | 2;
  /** Multiplies every number of channels; 1/16 has a stem of 4 channels. @default {1} */
  readonly width?: number;
  /**
   * Starts the last batch norm of each block at 0, so that the network begins
   * shallow (torchvision's zero_init_residual; arXiv 1706.02677): from random
   * weights it learns sooner. @default {false}
   */
  readonly zeroResidual?: boolean;
  /**
   * Whether batch norms are folded into the convolutions, which then have
   * biases: for evaluation alone; {@linkcode foldBatchNorm} gives the weights.
   * @default {false}
   */
  readonly folded?: boolean;
  /** Put before every name, as "backbone.". @default {""} */
  readonly prefix?: string;
}

/** A ResNet-50 without its classifier, and its parts. */
export interface ResNet50 extends Layer<Maps, Maps> {
  /** How it is written. */
  readonly form: Form;
  /** Convolution 7x7, batch norm, ReLU (not in every form), pooling: a quarter of the size. */
  readonly stem: Layer<Maps, Maps>;
  /** layer1 to layer4: 3, 4, 6 and 3 residual blocks. */
  readonly stages: readonly Layer<Maps, Maps>[];
  /** The stride of each stage. */
  readonly strides: readonly number[];
  /** Channels of the last maps: 2048 at width 1. */
  readonly features: number;
}

const BLOCKS = [3, 4, 6, 3];
const STEM = 64;

/**
 * ResNet-50 (arXiv 1512.03385) down to its last feature maps, with
 * torchvision's parameter names and padding: "conv1.weight", "bn1.weight",
 * "layer1.0.conv1.weight", "layer1.0.downsample.0.weight", ...
 *
 * At width 1 the torchvision form has 23,508,032 parameters (25,557,032 with
 * the classifier of 1000 classes that is left out here).
 *
 * @param options Form, last stride, width and prefix.
 * @returns The layer and its parts; a [b, 256, 128, 3] image becomes [b, 8, 4, 2048] maps.
 * @throws {RangeError} If the form is unknown, the stride not 1 or 2, or the width does not give whole channels.
 *
 * @example The number of parameters
 * ```ts
 * import { parameterCount, resnet50 } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parameterCount(resnet50().params), 23_508_032);
 * ```
 */
export function resnet50(options: ResNet50Options = {}): ResNet50 {
  const { lastStride = 2, width = 1, folded = false, prefix = "" } = options;
  const form = formOf(options.form ?? "torchvision");
  const base = STEM * width;
  if (!Number.isInteger(base) || base < 1) {
    throw new RangeError(
      `Cannot build a ResNet-50 as width x ${STEM} must be a whole number of channels: current width is ${width}`,
    );
  }
  if (lastStride !== 1 && lastStride !== 2) {
    throw new RangeError(
      `Cannot build a ResNet-50 as lastStride must be 1 or 2: current lastStride is ${lastStride}`,
    );
  }
  const stem = stemOf(prefix, base, form, folded);
  const strides = [1, 2, 2, lastStride];
  let channels = base;
  const stages = BLOCKS.map((blocks, stage) => {
    const inner = base * 2 ** stage;
    return sequence(
      Array.from({ length: blocks }, (_, block) => {
        const made = bottleneck(`${prefix}layer${stage + 1}.${block}`, {
          in: channels,
          inner,
          stride: block === 0 ? strides[stage] : 1,
          form,
          zeroResidual: options.zeroResidual,
          folded,
        });
        channels = 4 * inner;
        return made;
      }),
    );
  });
  const features = channels;
  const all = sequence([stem, ...stages]);
  return { ...all, form, stem, stages, strides, features };
}

function stemOf(
  prefix: string,
  base: number,
  form: Form,
  folded: boolean,
): Layer<Maps, Maps> {
  const entry = convNorm({
    conv: `${prefix}conv1`,
    norm: `${prefix}bn1`,
    in: 3,
    out: base,
    size: 7,
    stride: 2,
    pad: 3,
    bias: form.bias,
    epsilon: form.epsilon,
    relu: form.stemRelu,
    folded,
  });
  return layer(entry.params, entry.state, (params, state, input, mode) => {
    const applied = entry.apply(params, state, input, mode);
    return {
      output: maxPool(applied.output, { size: 3, stride: 2, pad: 1 }),
      state: applied.state,
    };
  });
}
