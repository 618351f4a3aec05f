import * as tf from "@tensorflow/tfjs";
import { FLOAT, rawOp, typeAttribute } from "./raw_op.ts";

/** What an update begins with: a parameter and its gradient, decayed. */
export interface Decayed {
  readonly param: tf.TensorInfo;
  readonly gradient: tf.TensorInfo;
}

/**
 * The L2 penalty on the gradient, g + λ p, and the decoupled weight decay on
 * the parameter, p · keep; each where it is asked for. Call it inside `tf.tidy`.
 *
 * @param backend The tfjs backend of tensorflow.
 * @param inputs Parameter, gradient and, for the second, `keep`.
 * @param weightDecay λ.
 * @returns Both, the inputs themselves where nothing is asked for.
 */
export function decayed(
  backend: unknown,
  inputs: Decayed & { readonly keep?: tf.TensorInfo },
  weightDecay: number,
): Decayed {
  const { param, gradient, keep } = inputs;
  const op = (name: string, a: tf.TensorInfo, b: tf.TensorInfo) =>
    rawOp(backend, name, [typeAttribute("T", FLOAT)], [a, b])[0]!;
  return {
    param: keep ? op("Mul", param, keep) : param,
    gradient: weightDecay === 0
      ? gradient
      : op("AddV2", gradient, op("Mul", param, tf.scalar(weightDecay))),
  };
}
