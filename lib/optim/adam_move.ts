import type * as tf from "@tensorflow/tfjs";
import { adamUpdate, type AdamUpdateOptions } from "../engine/kernels/mod.ts";

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

/** The move that Adam and AdamW share; a scalar "keep" means decoupled decay. */
export function adamMove(
  param: tf.Tensor,
  gradient: tf.Tensor,
  slots: Readonly<Record<string, tf.Tensor>>,
  scalars: Readonly<Record<string, tf.Tensor>>,
  options: AdamUpdateOptions,
): { param: tf.Tensor; slots: Readonly<Record<string, tf.Tensor>> } {
  const { param: moved, ...moments } = adamUpdate({
    param,
    gradient,
    firstMoment: slots.firstMoment!,
    secondMoment: slots.secondMoment!,
    step: scalars.step as tf.Scalar,
    root: scalars.root as tf.Scalar,
    keep: scalars.keep as tf.Scalar | undefined,
  }, options);
  return { param: moved, slots: moments };
}
