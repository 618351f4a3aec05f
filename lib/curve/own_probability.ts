import { checkSoftmax } from "./check_curve.ts";

/** The own class's probability at a scale. */
export interface OwnProbabilityRow {
  /** C, the number of classes. */
  readonly classes: number;
  /** s. */
  readonly scale: number;
  /** The probability, below 1. */
  readonly probability: number;
}

/**
 * The probability that a normalised softmax gives a sample's own class against
 * the scale, if it lies on its centre and at 90° to all others:
 * 1 / (1 + (C − 1) e^(−s)). Below some scale no sample is ever sure.
 *
 * @param classes Numbers of classes, each from 2.
 * @param scales Each above 0.
 * @returns One row a number of classes and scale.
 * @throws {RangeError} If a number of classes or a scale is out of range.
 *
 * @example Market-1501 at s = 7, 10, 14
 * ```ts
 * import { ownProbabilities } from "@spherereid/kit/curve";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [low, middle, high] = ownProbabilities([751], [7, 10, 14]);
 * assertAlmostEquals(low!.probability, 0.594, 1e-3);
 * assertAlmostEquals(middle!.probability, 0.967, 1e-3);
 * assertAlmostEquals(high!.probability, 0.99938, 1e-5);
 * ```
 */
export function ownProbabilities(
  classes: readonly number[],
  scales: readonly number[],
): OwnProbabilityRow[] {
  return classes.flatMap((classes) =>
    scales.map((scale) => {
      checkSoftmax(classes, scale);
      const probability = 1 / (1 + (classes - 1) * Math.exp(-scale));
      return { classes, scale, probability };
    })
  );
}
