import * as tf from "@tensorflow/tfjs";
import { momentumUpdate } from "../engine/kernels/mod.ts";
import { checkDecay, checkShare, checkUpdate } from "./check.ts";
import type { Optimizer } from "./optimizer.ts";

/** The options of {@linkcode sgd}. */
export interface SgdOptions {
  /**
   * μ, the share of the velocity that each update keeps; 0 for plain descent,
   * which needs no slot.
   *
   * @default {0.9}
   */
  readonly momentum?: number;
  /**
   * Whether to look ahead: the move is along g + μ v instead of v.
   *
   * @default {false}
   */
  readonly nesterov?: boolean;
  /**
   * λ of the L2 penalty: λ times the parameter is added to the gradient.
   *
   * @default {0}
   */
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent with momentum, with torch's numbers: the rate
 * multiplies the velocity, not the gradient within it, and nothing is damped.
 *
 * g += λ p; v = μ v + g; p −= rate · v, or rate · (g + μ v) with Nesterov.
 *
 * @param options μ, Nesterov and λ.
 * @returns The optimizer; slot "velocity" (v) unless μ is 0.
 * @throws {RangeError} If an option is out of range, or Nesterov has no momentum.
 *
 * @example Two equal gradients, the second with momentum
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { sgd } from "@spherereid/kit/optim";
 * import { useEngine } from "@spherereid/kit/engine";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useEngine("cpu");
 * const optimizer = sgd({ momentum: 0.5 });
 * const scalars = { rate: tf.scalar(0.1) };
 * const one = optimizer.update(tf.scalar(1), tf.scalar(2), {
 *   velocity: tf.scalar(0),
 * }, scalars);
 * const two = optimizer.update(one.param, tf.scalar(2), one.slots, scalars);
 * assertAlmostEquals(one.param.dataSync()[0]!, 0.8, 1e-6);
 * assertAlmostEquals(two.param.dataSync()[0]!, 0.5, 1e-6);
 * ```
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  const { momentum = 0.9, nesterov = false, weightDecay = 0 } = options;
  checkShare("SGD", "momentum", momentum);
  checkDecay("SGD", weightDecay);
  if (nesterov && momentum === 0) {
    throw new RangeError(
      "Cannot make SGD as Nesterov needs a momentum above 0: current momentum is 0",
    );
  }
  return {
    name: "sgd",
    slots: momentum === 0 ? [] : ["velocity"],
    scalars: (rate, count) => {
      checkUpdate("SGD", rate, count);
      return { rate };
    },
    update: (param, gradient, slots, scalars) => {
      const rate = scalars.rate as tf.Scalar;
      if (momentum === 0) return descend(param, gradient, rate, weightDecay);
      const { param: moved, velocity } = momentumUpdate({
        param,
        gradient,
        velocity: slots.velocity!,
        rate,
      }, { momentum, nesterov, weightDecay });
      return { param: moved, slots: { velocity } };
    },
  };
}

/** Plain descent: nothing is remembered. */
function descend(
  param: tf.Tensor,
  gradient: tf.Tensor,
  rate: tf.Scalar,
  weightDecay: number,
): ReturnType<Optimizer["update"]> {
  const moved = tf.tidy(() => {
    const slope = weightDecay === 0
      ? gradient
      : tf.add(gradient, tf.mul(param, weightDecay));
    return tf.sub(param, tf.mul(slope, rate));
  });
  return { param: moved, slots: {} };
}
