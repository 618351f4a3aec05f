import * as tf from "@tensorflow/tfjs";

/** Both bias corrections, in float64: the step's length and the root's divisor. */
export function adamScalars(
  rate: number,
  count: number,
  beta1: number,
  beta2: number,
): { step: number; root: number } {
  return {
    step: rate / (1 - beta1 ** count),
    root: Math.sqrt(1 - beta2 ** count),
  };
}

/** The move that Adam and AdamW share. */
export function adamMove(
  param: tf.Tensor,
  gradient: tf.Tensor,
  slots: Readonly<Record<string, tf.Tensor>>,
  scalars: Readonly<Record<string, tf.Tensor>>,
  { beta1, beta2, epsilon }: {
    beta1: number;
    beta2: number;
    epsilon: number;
  },
): { param: tf.Tensor; slots: Readonly<Record<string, tf.Tensor>> } {
  const firstMoment = tf.add(
    tf.mul(slots.firstMoment!, beta1),
    tf.mul(gradient, 1 - beta1),
  );
  const secondMoment = tf.add(
    tf.mul(slots.secondMoment!, beta2),
    tf.mul(tf.square(gradient), 1 - beta2),
  );
  const scale = tf.add(tf.div(tf.sqrt(secondMoment), scalars.root!), epsilon);
  const move = tf.mul(tf.div(firstMoment, scale), scalars.step!);
  return {
    param: tf.sub(param, move),
    slots: { firstMoment, secondMoment },
  };
}
