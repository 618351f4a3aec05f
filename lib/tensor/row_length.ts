import * as tf from "@tensorflow/tfjs";
import { type Float, float } from "./named.ts";

/** The smallest squared length, that of {@linkcode unit}. */
const FLOOR = 1e-24;

/**
 * The length of each row: max(|x|, 1e-12).
 *
 * The gradient of a zero row is zero, where `tf.norm` has NaN. The floor is
 * that of {@linkcode unit}, so that their product is the row again.
 *
 * @param rows Rows of any length, `[row, column]`.
 * @returns One length a row.
 *
 * @example A 3-4-5 row
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { float, rowLength } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const length = rowLength(float(tf.tensor2d([[3, 4]]), "batch embed"));
 * assertEquals([...length.dataSync()], [5]);
 * ```
 */
export function rowLength<Row extends string, Column extends string>(
  rows: Float<`${Row} ${Column}`>,
): Float<Row> {
  return tf.tidy(() => {
    const squares = tf.square(rows as unknown as tf.Tensor2D);
    const squared = tf.maximum(tf.sum(squares, 1), FLOOR);
    return float(tf.sqrt(squared), "row") as unknown as Float<Row>;
  });
}
