import type { AdamOptions } from "./adam.ts";
import { adamMove, adamScalars } from "./adam_move.ts";
import { checkDecay, checkEpsilon, checkShare, checkUpdate } from "./check.ts";
import type { Optimizer } from "./optimizer.ts";

/** The options of {@linkcode adamW}. */
export interface AdamWOptions extends Omit<AdamOptions, "weightDecay"> {
  /**
   * λ of the decoupled decay: each update first multiplies the parameter by
   * 1 − rate · λ, outside the adaptive scaling.
   *
   * @default {0.01}
   */
  readonly weightDecay?: number;
}

/**
 * Adam with decoupled weight decay, with torch's numbers (Loshchilov and
 * Hutter 2019).
 *
 * p ·= 1 − rate · λ; then the update of {@linkcode adam} on the plain gradient.
 *
 * @param options β₁, β₂, ε and λ.
 * @returns The optimizer; slots "firstMoment" (m) and "secondMoment" (v).
 * @throws {RangeError} If an option is out of range.
 *
 * @example A parameter without a gradient still decays
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { adamW } from "@spherereid/kit/optim";
 * import { useEngine } from "@spherereid/kit/engine";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useEngine("cpu");
 * const optimizer = adamW({ weightDecay: 0.5 });
 * const { step, root, keep } = optimizer.scalars(0.1, 1);
 * const { param } = optimizer.update(
 *   tf.scalar(2),
 *   tf.scalar(0),
 *   { firstMoment: tf.scalar(0), secondMoment: tf.scalar(0) },
 *   { step: tf.scalar(step!), root: tf.scalar(root!), keep: tf.scalar(keep!) },
 * );
 * assertAlmostEquals(param.dataSync()[0]!, 1.9, 1e-6);
 * ```
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01 } =
    options;
  checkShare("AdamW", "beta1", beta1);
  checkShare("AdamW", "beta2", beta2);
  checkEpsilon("AdamW", epsilon);
  checkDecay("AdamW", weightDecay);
  return {
    name: "adamw",
    slots: ["firstMoment", "secondMoment"],
    scalars: (rate, count) => {
      checkUpdate("AdamW", rate, count);
      return {
        ...adamScalars(rate, count, beta1, beta2),
        keep: 1 - rate * weightDecay,
      };
    },
    update: (param, gradient, slots, scalars) =>
      adamMove(param, gradient, slots, scalars, { beta1, beta2, epsilon }),
  };
}
