import * as tf from "@tensorflow/tfjs";
import { type Float, float } from "../tensor/mod.ts";
import { batchNorm } from "./batch_norm.ts";
import { conv, type Maps } from "./conv.ts";
import { dense } from "./dense.ts";
import { joinEntries, type Layer, layer } from "./layer.ts";
import { maxPool } from "./pool.ts";
import { sequence } from "./sequence.ts";
import type { SphereReidOutput } from "./sphere_reid.ts";

/** Options of {@linkcode digitNet}: plain data. */
export interface DigitNetOptions {
  /**
   * Channels of the convolutions, stage by stage; each stage ends with a pool.
   *
   * @default {[[8], [24], [48]]}
   */
  readonly stages?: readonly (readonly number[])[];
  /** Features of the embedding. @default {64} */
  readonly embed?: number;
  /**
   * Whether BN and ReLU follow the last layer, as in L-Softmax's net: its
   * embeddings have no number below 0, so no flower opens in two dimensions.
   *
   * @default {false}
   */
  readonly rectified?: boolean;
}

/** Rows, and columns, of the images. */
const SIDE = 28;

/**
 * A small net for handwritten digits: three stages of 3x3 convolutions, each
 * with BN and ReLU, each stage ended by a 2x2 pool; then a dense layer to the
 * embedding.
 *
 * Names: "conv1.0.weight" and "bn1.0.weight" for the first of stage 1,
 * "fc.weight", and "bn.weight" if rectified. With its own options 40,040
 * parameters and 1 million multiplications a digit.
 *
 * @param options Sizes.
 * @returns The layer; `pooled` is the last stage's maps, laid flat.
 * @throws {RangeError} If a size is no whole number from 1, or a stage is empty.
 *
 * @example Two dimensions, to be seen
 * ```ts
 * import { digitNet, parameterCount } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const net = digitNet({ embed: 2 });
 * assertEquals(net.params["fc.weight"]!.shape, [432, 2]);
 * assertEquals(parameterCount(net.params), 13_194);
 * ```
 */
export function digitNet(
  options: DigitNetOptions = {},
): Layer<Maps, SphereReidOutput> {
  const { stages = [[8], [24], [48]], embed = 64, rectified = false } = options;
  check(stages, embed);
  let channels = 1;
  const layers = stages.flatMap((stage, index) => [
    ...stage.flatMap((out, place) => {
      const name = `${index + 1}.${place}`;
      const made = [
        conv(`conv${name}`, { in: channels, out, size: 3, pad: 1 }),
        batchNorm<Maps>(`bn${name}`, { features: out }),
        plain((maps) => float(tf.relu(maps), "batch row column channel")),
      ];
      channels = out;
      return made;
    }),
    plain((maps) => maxPool(maps, { size: 2, stride: 2 })),
  ]);
  const side = Math.floor(SIDE / 2 ** stages.length);
  const features = side * side * channels;
  const trunk = sequence(layers);
  const fc = dense("fc", { in: features, out: embed });
  const bn = batchNorm<Float<"batch embed">>("bn", { features: embed });
  const parts = [trunk, fc, ...(rectified ? [bn] : [])];
  return layer<Maps, SphereReidOutput>(
    joinEntries(parts.map(({ params }) => params)),
    joinEntries(parts.map(({ state }) => state)),
    (params, state, image, mode) => {
      const maps = trunk.apply(params, state, image, mode);
      const pooled = float(
        tf.reshape(maps.output, [-1, features]),
        "batch feature",
      );
      const { output: flat } = fc.apply(params, state, pooled, mode);
      if (!rectified) {
        return { output: { pooled, embedding: flat }, state: maps.state };
      }
      const normed = bn.apply(params, state, flat, mode);
      const embedding = float(tf.relu(normed.output), "batch embed");
      return {
        output: { pooled, embedding },
        state: { ...maps.state, ...normed.state },
      };
    },
  );
}

/** A layer without entries. */
function plain(change: (maps: Maps) => Maps): Layer<Maps, Maps> {
  return layer<Maps, Maps>({}, {}, (_params, _state, maps) => ({
    output: change(maps),
    state: {},
  }));
}

function check(stages: readonly (readonly number[])[], embed: number): void {
  const most = Math.floor(Math.log2(SIDE));
  if (stages.length < 1 || stages.length > most) {
    throw new RangeError(
      `Cannot build a net for digits as it must have from 1 to ${most} stages: current number is ${stages.length}`,
    );
  }
  if (stages.some((stage) => stage.length === 0)) {
    throw new RangeError(
      "Cannot build a net for digits as each stage must have a convolution: one has none",
    );
  }
  for (const size of [...stages.flat(), embed]) {
    if (!(Number.isInteger(size) && size >= 1)) {
      throw new RangeError(
        `Cannot build a net for digits as channels and features must be whole numbers from 1: one is ${size}`,
      );
    }
  }
}
