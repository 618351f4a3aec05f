import * as tf from "@tensorflow/tfjs";

/**
 * The place of each value in ascending order, from 0; of equal ones the first
 * comes first. By comparison of all pairs, which every engine has, and which
 * reads nothing back. Called inside `tf.tidy`, without a gradient.
 *
 * @param values [entry].
 * @returns Whole numbers of float32, [entry].
 */
export function rankOf(values: tf.Tensor): tf.Tensor1D {
  const place = tf.range(0, values.shape[0]!, 1, "int32");
  const [own, other] = [tf.expandDims(values, 1), tf.expandDims(values, 0)];
  const earlier = tf.less(tf.expandDims(place, 0), tf.expandDims(place, 1));
  const before = tf.logicalOr(
    tf.less(other, own),
    tf.logicalAnd(tf.equal(other, own), earlier),
  );
  return tf.sum(tf.cast(before, "float32"), 1) as tf.Tensor1D;
}
