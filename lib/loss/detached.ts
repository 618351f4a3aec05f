import * as tf from "@tensorflow/tfjs";

/**
 * Computes something of a tensor that no gradient flows back through.
 *
 * @param of The tensor.
 * @param fn What is computed of it.
 * @returns What `fn` gives; its gradient is 0.
 */
export function detached(
  of: tf.Tensor,
  fn: (of: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  // By its shape: the tensor itself may be gone by then.
  const { shape } = of;
  return tf.customGrad((x) => ({
    value: fn(x as tf.Tensor),
    gradFunc: () => tf.zeros(shape),
  }))(of);
}
