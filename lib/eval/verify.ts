import type { Embeddings } from "./embeddings.ts";
import { ladder } from "./ladder.ts";
import { largest } from "./largest.ts";
import { eachDifferent, pairRows } from "./pair_rows.ts";
import type { RankOptions } from "./rank.ts";
import { areaUnder, equalErrorRate, type Roc, rocOf } from "./roc.ts";
import { allowedOf, checkRates, passing, thresholdAt } from "./threshold_at.ts";

/** The options of {@linkcode verify}. */
export interface VerifyOptions extends RankOptions {
  /**
   * False positive rates at which a threshold is set.
   *
   * @default {[1e-4, 1e-3, 1e-2]}
   */
  readonly rates?: readonly number[];
}

/** A threshold and what it does. A pair is accepted if its similarity is above. */
export interface OperatingPoint {
  /** The false positive rate that was wished. */
  readonly rate: number;
  /** The least threshold whose false positive rate is not above. */
  readonly threshold: number;
  /** TPR: the share of same pairs accepted. */
  readonly tpr: number;
  /** FPR: the share of different pairs accepted; below `rate` where many are equal or there are few. */
  readonly fpr: number;
}

/** How well it is told whether two images show one person. */
export interface Verification {
  /** Pairs of one person, by two cameras. */
  readonly same: number;
  /** Pairs of two persons; distractors are other persons. */
  readonly different: number;
  /** EER: where false accepts and false rejects are as frequent. */
  readonly eer: number;
  /** The area under the curve. */
  readonly area: number;
  /** A threshold for each rate. */
  readonly points: readonly OperatingPoint[];
  /** The whole curve. */
  readonly roc: Roc;
}

/**
 * Scores the decision "same person or not" over all pairs of a query and a
 * gallery image.
 *
 * Pairs are what a ranking counts: none with junk, none of one person by one
 * camera; distractors make different pairs. A pair is accepted if its
 * similarity is above a threshold. All is exact: curve, EER and area from the
 * scores of same pairs, which are held, and the counts of different pairs
 * between them; thresholds from the largest scores of different pairs, of
 * which as many are held as the largest rate lets pass. So the similarities
 * are gone through twice, block by block, and memory grows with the same
 * pairs and the largest rate, not with all pairs.
 *
 * TPR at a rate is the largest on the curve whose FPR is not above it;
 * fastreid takes the point whose FPR is nearest. EER is read from the straight
 * line between two corners.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options The rates, and those of {@linkcode rank}.
 * @returns Rates, thresholds and the curve.
 * @throws {RangeError} If query or gallery is empty or malformed, or pairs of either kind are missing.
 *
 * @example One of four different pairs is more alike than the same pair
 * ```ts
 * import { embeddings, verify } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([1, 0, 1, 0.1, 0, 1, 0, 2, 0, 3], 2, [8, 7, 9, 9, 9], [2, 2, 2, 2, 2]);
 * const { area, eer, points } = await verify(query, gallery, { rates: [0.25] });
 * assertEquals([area, eer, points[0]!.tpr], [0.75, 0.25, 1]);
 * ```
 */
export async function verify(
  query: Embeddings,
  gallery: Embeddings,
  options: VerifyOptions = {},
): Promise<Verification> {
  const { rates = [1e-4, 1e-3, 1e-2] } = options;
  checkRates("verify", rates);
  const { scores, different } = await sameScores(query, gallery, options);
  const rungs = scores.filter((score, at) => score !== scores[at - 1]);
  const placeOf = ladder(rungs);
  const same = new Float64Array(rungs.length);
  for (const score of scores) same[placeOf(score) - 1]!++;

  const below = new Float64Array(rungs.length + 1); // different pairs by rungs not above them
  const equal = new Float64Array(rungs.length);
  const most = Math.max(...rates.map((rate) => allowedOf(different, rate)));
  const top = largest(Math.min(different, most + 1));
  for await (const row of pairRows("verify", query, gallery, options)) {
    eachDifferent(row, gallery.person, (similarity) => {
      const place = placeOf(similarity);
      if (place > 0 && rungs[place - 1] === similarity) equal[place - 1]!++;
      else below[place]!++;
      top.add(similarity);
    });
  }
  const roc = rocOf({
    scores: rungs,
    same,
    equal,
    between: below.subarray(1),
    different,
  });
  const falling = top.sorted();
  const best = scores.toReversed();
  const points = rates.map((rate): OperatingPoint => {
    const threshold = thresholdAt(falling, different, rate);
    return {
      rate,
      threshold,
      tpr: passing(best, threshold) / scores.length,
      fpr: passing(falling, threshold) / different,
    };
  });
  return {
    same: scores.length,
    different,
    eer: equalErrorRate(roc),
    area: areaUnder(roc),
    points,
    roc,
  };
}

/** The similarities of all same pairs, rising, and how many different ones there are. */
async function sameScores(
  query: Embeddings,
  gallery: Embeddings,
  options: RankOptions,
): Promise<{ scores: Float64Array; different: number }> {
  const found: Float64Array[] = [];
  let [same, different] = [0, 0];
  for await (const pair of pairRows("verify", query, gallery, options)) {
    found.push(Float64Array.from(pair.same, (image) => pair.row[image]!));
    same += pair.same.length;
    different += pair.different;
  }
  if (same === 0 || different === 0) {
    throw new RangeError(
      `Cannot verify as there must be pairs of one person by two cameras and pairs of two persons: there are ${same} and ${different}`,
    );
  }
  const scores = new Float64Array(same);
  let filled = 0;
  for (const some of found) {
    scores.set(some, filled);
    filled += some.length;
  }
  return { scores: scores.sort(), different };
}
