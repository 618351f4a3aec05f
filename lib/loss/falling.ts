import * as tf from "@tensorflow/tfjs";
import { above } from "./own_class.ts";

/**
 * The cosine of a turned angle φ(θ), made to fall all the way:
 * (−1)^k cos φ − 2k, where k = ⌊φ/π⌋ counts the half turns that φ has made. It
 * and its slope are continuous; k itself has none. Called inside `tf.tidy`.
 *
 * @param cosine cos θ.
 * @param turned cos φ.
 * @param half The angles θ at which φ passes π, 2π, and so on.
 * @returns (−1)^k cos φ − 2k.
 */
export function falling(
  cosine: tf.Tensor,
  turned: tf.Tensor,
  half: readonly number[],
): tf.Tensor {
  let sign: tf.Tensor = tf.onesLike(cosine);
  let sunk: tf.Tensor = tf.zerosLike(cosine);
  half.forEach((theta, i) => {
    const passed = tf.sub(1, above(cosine, Math.cos(theta)));
    sunk = tf.add(sunk, tf.mul(passed, 2));
    sign = tf.add(sign, tf.mul(passed, i % 2 === 0 ? -2 : 2));
  });
  return tf.sub(tf.mul(sign, turned), sunk);
}
