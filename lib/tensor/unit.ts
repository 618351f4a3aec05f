import * as tf from "@tensorflow/tfjs";
import { type Float, float } from "./named.ts";

/** The smallest squared length that {@linkcode unit} divides by; torch's `normalize` clamps the length at its square root. */
const FLOOR = 1e-24;

/**
 * Scales each row to length 1: x / max(|x|, 1e-12).
 *
 * A zero row stays zero and has a finite gradient, where `tf.norm` has NaN.
 * The floor is that of torch's `F.normalize`.
 *
 * @param rows Rows of any length, `[row, column]`.
 * @returns Rows of length 1, same shape.
 *
 * @example A 3-4-5 row
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { float, unit } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [x, y] = unit(float(tf.tensor2d([[3, 4]]), "batch embed")).dataSync();
 * assertAlmostEquals(x!, 0.6, 1e-6);
 * assertAlmostEquals(y!, 0.8, 1e-6);
 * ```
 */
export function unit<Axes extends `${string} ${string}`>(
  rows: Float<Axes> & tf.Tensor2D,
): Float<Axes> {
  return tf.tidy(() => {
    const x = rows as unknown as tf.Tensor2D;
    const squared = tf.maximum(tf.sum(tf.square(x), 1, true), FLOOR);
    return float(
      tf.mul(x, tf.rsqrt(squared)),
      "row column",
    ) as unknown as Float<
      Axes
    >;
  });
}
