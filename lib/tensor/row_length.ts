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
  return tf.tidy(() =>
    float(measure(rows as unknown as tf.Tensor2D), "row") as unknown as Float<
      Row
    >
  );
}

/** With the slope in one product, x · (dy / |x|), where the tape's would be several as large as the rows. */
const measure = tf.customGrad((x, save) => {
  const squared = tf.sum(tf.square(x as tf.Tensor), 1);
  const length = tf.sqrt(tf.maximum(squared, FLOOR));
  const free = tf.step(tf.sub(squared, FLOOR));
  (save as tf.GradSaveFunc)([x as tf.Tensor, tf.div(free, length)]);
  return {
    value: length,
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, factor] = saved as [tf.Tensor, tf.Tensor];
      return tf.mul(x, tf.expandDims(tf.mul(dy, factor), 1));
    },
  };
});
