import * as tf from "@tensorflow/tfjs";
import { detached } from "./detached.ts";

/** Similarities that should grow: [1 + m − s]₊ (s − (1 − m)), without gradient through the first. Inside `tf.tidy`. */
export function circlePull(similarity: tf.Tensor, margin: number): tf.Tensor {
  const weight = detached(similarity, (s) => tf.relu(tf.sub(1 + margin, s)));
  return tf.mul(weight, tf.sub(similarity, 1 - margin));
}

/** Similarities that should shrink: [s + m]₊ (s − m), without gradient through the first. Inside `tf.tidy`. */
export function circlePush(similarity: tf.Tensor, margin: number): tf.Tensor {
  const weight = detached(similarity, (s) => tf.relu(tf.add(s, margin)));
  return tf.mul(weight, tf.sub(similarity, margin));
}
