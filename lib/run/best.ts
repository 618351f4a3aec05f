/** The best validation of a run so far. */
export interface Best {
  /** Updates done when it was reached. */
  readonly step: number;
  /** Rank-1 on the validation persons, 0 to 1. */
  readonly rank1: number;
  /** Mean average precision on them, 0 to 1. */
  readonly map: number;
}

/**
 * Whether scores beat the best so far: higher rank-1 wins, then higher mAP.
 *
 * @param scores The new scores, shares from 0 to 1.
 * @param best The best so far; null before the first.
 * @returns Whether they are better; equal ones are not.
 *
 * @example The earlier of two equals stays
 * ```ts
 * import { isBetter } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const best = { step: 1, rank1: 0.5, map: 0.4 };
 * assertEquals(isBetter(best, best), false);
 * assertEquals(isBetter({ rank1: 0.5, map: 0.41 }, best), true);
 * ```
 */
export function isBetter(
  scores: { rank1: number; map: number },
  best: Best | null,
): boolean {
  if (best === null) return true;
  if (scores.rank1 !== best.rank1) return scores.rank1 > best.rank1;
  return scores.map > best.map;
}
