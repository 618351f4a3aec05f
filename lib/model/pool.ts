import * as tf from "@tensorflow/tfjs";
import { type Float, float } from "../tensor/mod.ts";
import type { Maps } from "./conv.ts";

/** Options of {@linkcode maxPool}. */
export interface MaxPoolOptions {
  /** Side of the square window. */
  readonly size: number;
  /** Step between windows. */
  readonly stride: number;
  /** Positions on each side that lie outside the map and never win, as torch's. @default {0} */
  readonly pad?: number;
}

/**
 * The largest value of each window.
 *
 * @param maps Feature maps.
 * @param options Window, stride and padding.
 * @returns Smaller maps.
 *
 * @example Padding is on all four sides
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { maxPool } from "@spherereid/kit/model";
 * import { float } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const ramp = float(tf.reshape(tf.range(0, 16), [1, 4, 4, 1]), "batch row column channel");
 * const pooled = maxPool(ramp, { size: 3, stride: 2, pad: 1 });
 * assertEquals([...pooled.dataSync()], [5, 7, 13, 15]);
 * ```
 */
export function maxPool(maps: Maps, options: MaxPoolOptions): Maps {
  const { size, stride, pad = 0 } = options;
  return tf.tidy(() =>
    float(
      tf.maxPool(maps as tf.Tensor4D, size, stride, pad),
      "batch row column channel",
    )
  );
}

/**
 * The mean of each map (global average pooling, GAP).
 *
 * @param maps Feature maps.
 * @returns One number a map.
 *
 * @example A mean
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { globalMean } from "@spherereid/kit/model";
 * import { float } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const maps = float(tf.tensor4d([1, 2, 3, 6], [1, 2, 2, 1]), "batch row column channel");
 * assertEquals(globalMean(maps).dataSync()[0], 3);
 * ```
 */
export function globalMean(maps: Maps): Float<"batch feature"> {
  return tf.tidy(() =>
    float(tf.mean(maps as tf.Tensor4D, [1, 2]), "batch feature")
  );
}
