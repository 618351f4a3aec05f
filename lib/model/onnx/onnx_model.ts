import type { HostTensors } from "../../tensor/mod.ts";
import type { SphereReid } from "../sphere_reid.ts";
import { toTorch } from "../weights.ts";
import { onnxGraph } from "./graph.ts";
import { onnxProto, OPSET } from "./proto.ts";

/** What an ONNX file says besides its graph, and of which pictures it is. */
export interface OnnxOptions {
  /** Rows of the picture. */
  readonly height: number;
  /** Columns of the picture. */
  readonly width: number;
  /** Who wrote it. */
  readonly producer: string;
  /** Free words, kept as the file's metadata_props: the input spec above all. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * A network in evaluation as an ONNX file: backbone, global mean, neck, and
 * the division by the length.
 *
 * In goes "image" [batch, 3, height, width], float32, already normalised; out
 * comes "embedding" [batch, embed], rows of length 1. The batch may have any
 * size. Operators are those of opset 17 of ONNX's own set. Batch norms stay
 * nodes of their own, so that every weight has its torch name and value in the
 * file; runtimes fold them into the convolutions when they load it.
 *
 * @param model The network.
 * @param weights Its parameters and running statistics in the order of memory, as one record.
 * @param options The picture's size and free words.
 * @returns The file's bytes in pieces, which share the weights' memory where they can.
 * @throws {RangeError} If names or shapes of the weights are not the model's, or a side is no whole number from 1.
 *
 * @example A slim network
 * ```ts
 * import { onnxModel, sphereReid } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import { assertGreater } from "@std/assert";
 *
 * const model = sphereReid({ width: 1 / 64, embed: 8 });
 * const { params, state } = model.init(random(1));
 * const pieces = onnxModel(model, { ...params, ...state }, {
 *   height: 64,
 *   width: 32,
 *   producer: "an example",
 *   metadata: { form: "torchvision" },
 * });
 * assertGreater(pieces.reduce((sum, { length }) => sum + length, 0), 40_000);
 * ```
 */
export function onnxModel(
  model: SphereReid,
  weights: HostTensors,
  options: OnnxOptions,
): readonly Uint8Array[] {
  const { height, width, producer, metadata } = options;
  for (const [side, size] of Object.entries({ height, width })) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(
        `Cannot write a network as ONNX as its ${side} must be a whole number from 1: current ${side} is ${size}`,
      );
    }
  }
  const torch = toTorch(weights, { ...model.params, ...model.state });
  const graph = onnxGraph(model, torch, { height, width });
  return onnxProto(graph, producer, metadata).pieces;
}

/** The version of ONNX's operators that {@linkcode onnxModel} writes. */
export const ONNX_OPSET: number = OPSET;
