import { adamMove, adamScalars } from "./adam_move.ts";
import { checkDecay, checkEpsilon, checkShare, checkUpdate } from "./check.ts";
import type { Optimizer } from "./optimizer.ts";

/** The options of {@linkcode adam}. */
export interface AdamOptions {
  /**
   * β₁, the share of the mean gradient that each update keeps.
   *
   * @default {0.9}
   */
  readonly beta1?: number;
  /**
   * β₂, the share of the mean squared gradient that each update keeps.
   *
   * @default {0.999}
   */
  readonly beta2?: number;
  /**
   * ε, added to the root of the corrected mean square.
   *
   * @default {1e-8}
   */
  readonly epsilon?: number;
  /**
   * λ of the L2 penalty: λ times the parameter is added to the gradient before
   * anything else, so that the adaptive scaling weakens it. For the decoupled
   * kind see {@linkcode adamW}.
   *
   * @default {0}
   */
  readonly weightDecay?: number;
}

/**
 * Adam with torch's numbers (Kingma and Ba 2015, algorithm 1; weight decay as
 * an L2 penalty in the gradient).
 *
 * g += λ p; m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²;
 * p −= rate / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
 *
 * @param options β₁, β₂, ε and λ.
 * @returns The optimizer; slots "firstMoment" (m) and "secondMoment" (v).
 * @throws {RangeError} If an option is out of range.
 *
 * @example The first update moves by the rate, whatever the gradient's size
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { adam } from "@spherereid/kit/optim";
 * import { useEngine } from "@spherereid/kit/engine";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useEngine("cpu");
 * const optimizer = adam();
 * const { step, root } = optimizer.scalars(0.1, 1);
 * const { param } = optimizer.update(
 *   tf.tensor1d([1, 1]),
 *   tf.tensor1d([300, -0.02]),
 *   { firstMoment: tf.zeros([2]), secondMoment: tf.zeros([2]) },
 *   { step: tf.scalar(step!), root: tf.scalar(root!) },
 * );
 * const [down, up] = param.dataSync();
 * assertAlmostEquals(down!, 0.9, 1e-6);
 * assertAlmostEquals(up!, 1.1, 1e-6);
 * ```
 */
export function adam(options: AdamOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } =
    options;
  checkShare("Adam", "beta1", beta1);
  checkShare("Adam", "beta2", beta2);
  checkEpsilon("Adam", epsilon);
  checkDecay("Adam", weightDecay);
  return {
    name: "adam",
    slots: ["firstMoment", "secondMoment"],
    scalars: (rate, count) => {
      checkUpdate("Adam", rate, count);
      return adamScalars(rate, count, beta1, beta2);
    },
    update: (param, gradient, slots, scalars) =>
      adamMove(param, gradient, slots, scalars, {
        beta1,
        beta2,
        epsilon,
        weightDecay,
      }),
  };
}
