import type { HostTensors } from "../../tensor/mod.ts";
import type { SphereReid } from "../sphere_reid.ts";
import type { OnnxGraph, OnnxNode } from "./proto.ts";

/** The least length that a row is divided by: a row of zeros stays zero. */
const SHORTEST = 1e-12;
const SHORTEST_NAME = "unit.shortest";

/** Rows and columns of the picture that a graph takes. */
interface Sides {
  readonly height: number;
  readonly width: number;
}

/**
 * The steps of a network in evaluation, from pixels [batch, channel, row,
 * column] to unit rows.
 *
 * @param model The network.
 * @param weights Its parameters and running statistics, in torch's order of axes.
 * @param sides Rows and columns of a picture.
 * @returns The graph.
 */
export function onnxGraph(
  model: SphereReid,
  weights: HostTensors,
  { height, width }: Sides,
): OnnxGraph {
  const { backbone, neck } = model;
  const { epsilon, strideIn, stemRelu } = backbone.form;
  const nodes: OnnxNode[] = [];
  const add = (node: OnnxNode): string => {
    nodes.push(node);
    return node.output;
  };
  const has = (name: string) => Object.hasOwn(weights, name);
  const relu = (input: string, name: string) =>
    add({ op: "Relu", inputs: [input], output: `${name}.relu` });
  const norm = (input: string, name: string, epsilon: number) =>
    add({
      op: "BatchNormalization",
      inputs: [
        input,
        ...["weight", "bias", "running_mean", "running_var"]
          .map((part) => `${name}.${part}`),
      ],
      output: name,
      attributes: { float: { epsilon } },
    });
  /** A convolution and its batch norm, where that is not folded into it. */
  const convNorm = (
    input: string,
    [conv, after]: readonly [string, string],
    stride: number,
  ) => {
    const side = weights[`${conv}.weight`]!.shape[3]!;
    const pad = (side - 1) / 2;
    const bias = `${conv}.bias`;
    const maps = add({
      op: "Conv",
      inputs: [input, `${conv}.weight`, ...(has(bias) ? [bias] : [])],
      output: conv,
      attributes: {
        whole: {
          kernel_shape: [side, side],
          pads: [pad, pad, pad, pad],
          strides: [stride, stride],
        },
      },
    });
    return has(`${after}.running_mean`) ? norm(maps, after, epsilon) : maps;
  };
  const block = (input: string, name: string, stride: number) => {
    const first = strideIn === "1x1" ? stride : 1;
    const numbered = (maps: string, number: 1 | 2 | 3, stride: number) =>
      convNorm(maps, [`${name}.conv${number}`, `${name}.bn${number}`], stride);
    let maps = relu(numbered(input, 1, first), `${name}.1`);
    maps = relu(numbered(maps, 2, stride / first), `${name}.2`);
    maps = numbered(maps, 3, 1);
    const [conv, after] = [`${name}.downsample.0`, `${name}.downsample.1`];
    const shortcut = has(`${conv}.weight`)
      ? convNorm(input, [conv, after], stride)
      : input;
    const sum = { op: "Add", inputs: [maps, shortcut], output: `${name}.add` };
    return relu(add(sum), name);
  };

  const stem = ["backbone.conv1", "backbone.bn1"] as const;
  const entry = convNorm("image", stem, 2);
  let maps = add({
    op: "MaxPool",
    inputs: [stemRelu ? relu(entry, "backbone") : entry],
    output: "backbone.maxpool",
    attributes: {
      whole: { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [2, 2] },
    },
  });
  backbone.strides.forEach((stride, stage) => {
    const name = `backbone.layer${stage + 1}`;
    for (let at = 0; has(`${name}.${at}.conv1.weight`); at++) {
      maps = block(maps, `${name}.${at}`, at === 0 ? stride : 1);
    }
  });
  add({ op: "GlobalAveragePool", inputs: [maps], output: "mean" });
  let rows = add({ op: "Flatten", inputs: ["mean"], output: "pooled" });
  for (const name of ["neck.bn1", "neck.bn", "neck.fc", "neck.bn2"]) {
    if (!has(`${name}.weight`)) continue;
    rows = name.endsWith("fc")
      ? add({
        op: "Gemm",
        inputs: [rows, `${name}.weight`, `${name}.bias`],
        output: name,
        attributes: { whole: { transB: 1 } },
      })
      : norm(rows, name, NECK_EPSILON);
  }
  add({
    op: "ReduceL2",
    inputs: [rows],
    output: "unit.length",
    attributes: { whole: { axes: [1], keepdims: 1 } },
  });
  add({
    op: "Max",
    inputs: ["unit.length", SHORTEST_NAME],
    output: "unit.divisor",
  });
  add({ op: "Div", inputs: [rows, "unit.divisor"], output: "embedding" });
  return {
    name: "SphereReID",
    nodes,
    weights: {
      ...weights,
      [SHORTEST_NAME]: { shape: [1], values: Float32Array.of(SHORTEST) },
    },
    input: {
      name: "image",
      axes: ["batch", 3, height, width],
      text: "pixels, made as the metadata's input says",
    },
    output: {
      name: "embedding",
      axes: ["batch", neck.embed],
      text: "rows of length 1: their dot products are cosines",
    },
  };
}

/** ε of the neck's batch norms, in either form. */
const NECK_EPSILON = 1e-5;
