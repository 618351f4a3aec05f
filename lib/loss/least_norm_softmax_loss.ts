import { atLeastZero } from "./above_zero.ts";

/**
 * The least value that a normalised softmax loss can reach, that of centres as
 * far apart as can be and embeddings on them: a small scale keeps it high.
 *
 * ```math
 * L_{\min}(s) = \log\left(1 + (C - 1) e^{-s \frac{C}{C - 1}}\right)
 * ```
 *
 * L_min = log(1 + (C − 1) · exp(−s · C / (C − 1))).
 *
 * Paper: NormFace, arXiv 1704.06369; equation number not read. Symbols: s =
 * scale, C = classes.
 * Departs: s is the scale of the cosines, the square of the paper's length.
 *
 * It is reached where the embedding has at least C − 1 numbers; no loss of the
 * mean over all classes falls below it.
 *
 * @param scale s, at least 0.
 * @param classes C, a whole number from 1.
 * @returns The loss.
 * @throws {RangeError} If the scale or the number of classes is out of range.
 *
 * @example 751 persons at scale 14, and without one
 * ```ts
 * import { leastNormSoftmaxLoss } from "@spherereid/kit/loss";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(leastNormSoftmaxLoss(14, 751), 6.12e-4, 1e-6);
 * assertAlmostEquals(leastNormSoftmaxLoss(1, 751), 5.6224, 1e-4);
 * ```
 */
export function leastNormSoftmaxLoss(scale: number, classes: number): number {
  atLeastZero("leastNormSoftmaxLoss", "scale", scale);
  if (!(Number.isInteger(classes) && classes >= 1)) {
    throw new RangeError(
      `Cannot compute leastNormSoftmaxLoss as classes must be a whole number from 1: current number is ${classes}`,
    );
  }
  if (classes === 1) return 0;
  const others = classes - 1;
  return Math.log1p(others * Math.exp(-scale * classes / others));
}
