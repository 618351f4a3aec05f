import { leastNormSoftmaxLoss } from "../loss/mod.ts";
import { checkSoftmax } from "./check_curve.ts";

/** The least loss at a scale. */
export interface LeastLossRow {
  /** C, the number of classes. */
  readonly classes: number;
  /** s. */
  readonly scale: number;
  /** The loss that none falls below. */
  readonly loss: number;
}

/**
 * The best loss that a normalised softmax can reach against the scale:
 * ln(1 + (C − 1) e^(−s C / (C − 1))), that of equiangular centres with every
 * sample on its own, {@linkcode leastNormSoftmaxLoss}.
 *
 * @param classes Numbers of classes, each from 2.
 * @param scales Each above 0.
 * @returns One row a number of classes and scale.
 * @throws {RangeError} If a number of classes or a scale is out of range.
 *
 * @example Why Market-1501 needs more than s = 7
 * ```ts
 * import { leastLosses } from "@spherereid/kit/curve";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [low, high] = leastLosses([751], [7, 14]);
 * assertAlmostEquals(low!.loss, 0.5173, 1e-4);
 * assertAlmostEquals(high!.loss, 6.12e-4, 1e-6);
 * ```
 */
export function leastLosses(
  classes: readonly number[],
  scales: readonly number[],
): LeastLossRow[] {
  return classes.flatMap((classes) =>
    scales.map((scale) => {
      checkSoftmax(classes, scale);
      return { classes, scale, loss: leastNormSoftmaxLoss(scale, classes) };
    })
  );
}
