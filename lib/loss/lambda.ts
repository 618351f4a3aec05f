/** A falling weight λ of the plain logit beside the one with a margin. */
export interface LambdaSchedule {
  /** λ at step 0. */
  readonly base: number;
  /** How fast it falls, a step. @default {0} */
  readonly gamma?: number;
  /** The power it falls with. @default {1} */
  readonly power?: number;
  /** A factor of every step. @default {1} */
  readonly decay?: number;
  /** The least λ. @default {0} */
  readonly floor?: number;
}

/**
 * λ at a step.
 *
 * ```math
 * \lambda_t = \max\left(\lambda_{\min}, \lambda_0 (1 + \gamma t)^{-p} d^t\right)
 * ```
 *
 * λ_t = max(floor, base · (1 + gamma · t)^(−power) · decay^t).
 *
 * Paper: none has it; the authors' layers of L-Softmax and SphereFace do.
 * Symbols: t = step, λ_0 = base, γ = gamma, p = power, d = decay, λ_min = floor.
 * Departs: t begins with 0, where Caffe's layers count the step before they
 * use it, so that SphereFace's first λ is 892.86; pass step + 1 for that.
 *
 * @param schedule The schedule; a number stays what it is.
 * @param step t, from 0.
 * @returns λ.
 * @throws {RangeError} If a field of the schedule is out of range.
 *
 * @example SphereFace's
 * ```ts
 * import { lambdaAt, lambdaSchedules } from "@spherereid/kit/loss";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertEquals(lambdaAt(lambdaSchedules.sphereFace20, 0), 1000);
 * assertAlmostEquals(lambdaAt(lambdaSchedules.sphereFace20, 1000), 8.26, 0.01);
 * assertEquals(lambdaAt(lambdaSchedules.sphereFace20, 20000), 5);
 * ```
 */
export function lambdaAt(
  schedule: LambdaSchedule | number,
  step: number,
): number {
  if (typeof schedule === "number") return schedule;
  const { base, gamma = 0, power = 1, decay = 1, floor = 0 } = schedule;
  for (const [name, value] of Object.entries({ base, gamma, power, floor })) {
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(
        `Cannot compute lambdaAt as ${name} must be at least 0 and finite: current ${name} is ${value}`,
      );
    }
  }
  if (!(decay > 0 && decay <= 1)) {
    throw new RangeError(
      `Cannot compute lambdaAt as decay must be above 0 and at most 1: current decay is ${decay}`,
    );
  }
  const fallen = base * (1 + gamma * step) ** -power * decay ** step;
  return Math.max(floor, fallen);
}

/**
 * The published schedules of λ, by who published them.
 *
 * - lSoftmaxMnist: the authors' network file for MNIST, m = 4.
 * - lSoftmaxCifar10: theirs for CIFAR10+, m = 2; its floor was not read, 0 here.
 * - sphereFace20: the authors' 20-layer SphereFace, m = 4.
 * - clcarwin: clcarwin's PyTorch A-Softmax, m = 4.
 * - amirhfarzaneh: amirhfarzaneh's PyTorch L-Softmax, 0.99 of it at every pass.
 */
export const lambdaSchedules = {
  lSoftmaxMnist: { base: 1000, gamma: 2.5e-5, power: 35, floor: 0 },
  lSoftmaxCifar10: { base: 1000, gamma: 1e-5, power: 45, floor: 0 },
  sphereFace20: { base: 1000, gamma: 0.12, power: 1, floor: 5 },
  clcarwin: { base: 1500, gamma: 0.1, power: 1, floor: 5 },
  amirhfarzaneh: { base: 100, decay: 0.99, floor: 0 },
} as const satisfies Record<string, LambdaSchedule>;
