import * as tf from "@tensorflow/tfjs";
import { random } from "../../lib/random/mod.ts";

/** What a small function is made of: as long out as in, and no larger. */
const PARTS: readonly ((x: tf.Tensor1D, factor: number) => tf.Tensor)[] = [
  (x, factor) => tf.tanh(tf.mul(x, factor)),
  (x, factor) => tf.mul(tf.softmax(x), factor),
  (x) => tf.sub(x, tf.mean(x)),
  (x, factor) => tf.sin(tf.add(x, factor)),
  (x) => tf.reverse1d(x),
  (x, factor) => tf.where(tf.greater(x, 0), x, tf.mul(x, factor)),
  (x) => tf.sqrt(tf.add(tf.square(x), 0.5)),
  (x) => tf.reshape(tf.matMul(tf.diag(x), tf.reshape(x, [-1, 1])), [-1]),
  (x, factor) =>
    tf.grad((y) => tf.sum(tf.log(tf.add(tf.square(y), factor + 0.5))))(x),
  (x, factor) => tf.slice1d(tf.concat1d([tf.mul(x, factor), x]), 1, x.size),
  (x) => tf.clipByValue(tf.cumsum(x), -1, 1),
  (x) => tf.gather(x, tf.tile(tf.reshape(tf.argMax(x), [1]), [x.size])),
];

/**
 * A small function that a number fixes: another number gives other ops in
 * another order, with another factor frozen in them.
 *
 * @param number Which.
 * @returns A vector and a scalar to a vector of the same length.
 */
export function smallStep(
  number: number,
): (x: tf.Tensor1D, by: tf.Scalar) => tf.Tensor1D {
  const rng = random(number);
  const parts = rng.shuffle(PARTS).slice(0, 2 + rng.int(5));
  const factors = parts.map(() => 0.1 + 0.9 * rng.next());
  return (x, by) =>
    parts.reduce(
      (y, part, place) => part(y as tf.Tensor1D, factors[place]!),
      tf.mul(x, by),
    ) as tf.Tensor1D;
}
