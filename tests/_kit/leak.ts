import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";

/**
 * Fails unless a call leaves exactly the tensors it returns.
 *
 * @param fn The call; what it returns is disposed.
 * @param left How many new tensors are in what it returns.
 */
export function assertNoLeak(fn: () => tf.TensorContainer, left = 1): void {
  tf.dispose(fn()); // engines keep constants of a first call
  const before = tf.memory().numTensors;
  const result = fn();
  assertEquals(tf.memory().numTensors - before, left, "tensors left over");
  tf.dispose(result);
}
