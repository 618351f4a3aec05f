import * as tf from "@tensorflow/tfjs";
import type { Float, Int } from "../tensor/mod.ts";
import { detached } from "./detached.ts";

/** Keeps the slope of the root finite where two rows are the same; that of the triplet paper's code. */
const FLOOR = 1e-12;

/** Takes an entry out of a softmax or of an extremum. */
const OUT = 1e30;

/** Which pairs of a batch count: 1 or 0, [anchor, other]. */
export interface Pairs {
  /** Pairs of one label, an anchor with itself left out. */
  readonly positive: tf.Tensor2D;
  /** Pairs of two labels. */
  readonly negative: tf.Tensor2D;
  /** 1 for an anchor that has both kinds, [anchor]. */
  readonly complete: tf.Tensor1D;
}

/**
 * The pairs of a batch. Called inside `tf.tidy`.
 *
 * @param label One a sample.
 * @returns Masks of float32.
 */
export function pairsOf(label: Int<"batch">): Pairs {
  const batch = label.shape[0]!;
  const place = tf.range(0, batch, 1, "int32");
  const equal = (of: tf.Tensor) =>
    tf.cast(tf.equal(tf.expandDims(of, 1), tf.expandDims(of, 0)), "float32");
  const same = equal(label as tf.Tensor1D);
  const positive = tf.sub(same, equal(place)) as tf.Tensor2D;
  const negative = tf.sub(1, same) as tf.Tensor2D;
  const complete = tf.mul(tf.max(positive, 1), tf.max(negative, 1));
  return { positive, negative, complete: complete as tf.Tensor1D };
}

/**
 * The distance of every row from every other, of their differences: exact for
 * rows that are near each other, where the product of rows cancels. Holds
 * batch² · embed numbers for a while. Called inside `tf.tidy`.
 *
 * @param embedding Rows.
 * @param squared Whether d² is wanted.
 * @returns [anchor, other]: d² or sqrt(d² + 1e-12).
 */
export function pairDistance(
  embedding: Float<"batch embed">,
  squared: boolean,
): tf.Tensor2D {
  const square = pairSquares(embedding as tf.Tensor2D) as tf.Tensor2D;
  return (squared ? square : tf.sqrt(tf.add(square, FLOOR))) as tf.Tensor2D;
}

/**
 * |x_i − x_j|², with a slope made of products as small as the rows, where the
 * tape's would be as large as all differences.
 */
const pairSquares = tf.customGrad((x, save) => {
  const rows = x as tf.Tensor2D;
  (save as tf.GradSaveFunc)([rows]);
  const difference = tf.sub(tf.expandDims(rows, 1), tf.expandDims(rows, 0));
  return {
    value: tf.sum(tf.square(difference), 2),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const both = tf.mul(tf.add(dy, tf.transpose(dy)), 2);
      // Around their mean, so that rows that are much alike lose no digits.
      const near = tf.sub(saved[0]!, tf.mean(saved[0]!, 0, true));
      const pulled = tf.mul(near, tf.sum(both, 1, true));
      return tf.sub(pulled, tf.matMul(both as tf.Tensor2D, near));
    },
  };
});

/**
 * The largest allowed entry of each row; of several equal ones the first, so
 * that the slope reaches one of them, as torch's `max` has it. 0 in a row
 * without any. Called inside `tf.tidy`.
 *
 * @param values [anchor, other].
 * @param allowed 1 or 0, same shape.
 * @returns One value a row.
 */
export function largest(
  values: tf.Tensor2D,
  allowed: tf.Tensor2D,
): tf.Tensor1D {
  const chosen = detached(values, (values) => {
    const among = tf.add(tf.mul(values, allowed), outside(allowed));
    const index = tf.expandDims(tf.argMax(among, 1), 1);
    const place = tf.range(0, values.shape[1]!, 1, "int32");
    return tf.mul(tf.cast(tf.equal(index, place), "float32"), allowed);
  });
  return tf.sum(tf.mul(values, chosen), 1);
}

/**
 * What takes the entries out that are not allowed, when it is added.
 *
 * @param allowed 1 or 0.
 * @returns 0 or a number far below all others.
 */
export function outside(allowed: tf.Tensor): tf.Tensor {
  return tf.mul(tf.sub(allowed, 1), OUT);
}
