import type { Embeddings } from "./embeddings.ts";
import { eachDifferent, pairRows } from "./pair_rows.ts";
import type { RankOptions } from "./rank.ts";

/** What a threshold does to pairs that it was not made on. */
export interface ThresholdJudged {
  /** TPR: the share of same pairs accepted; null if there is none. */
  readonly tpr: number | null;
  /** FPR: the share of different pairs accepted; null if there is none. */
  readonly fpr: number | null;
  /** Pairs of one person, by two cameras. */
  readonly same: number;
  /** Pairs of two persons. */
  readonly different: number;
}

/**
 * Judges a threshold of {@linkcode verify} on another set: whether the false
 * positive rate that it was made for holds there. Pairs are those of `verify`,
 * gone through once.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param threshold A pair is accepted if its similarity is above.
 * @param options Those of {@linkcode rank}.
 * @returns The rates of true and false accepts.
 * @throws {RangeError} If query or gallery is empty or malformed, or the threshold is NaN.
 *
 * @example A threshold made elsewhere
 * ```ts
 * import { embeddings, judgeThreshold } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([1, 0, 1, 0.1, 0, 1], 2, [8, 7, 9], [2, 2, 2]);
 * const { tpr, fpr } = await judgeThreshold(query, gallery, 0.5);
 * assertEquals([tpr, fpr], [1, 0.5]);
 * ```
 */
export async function judgeThreshold(
  query: Embeddings,
  gallery: Embeddings,
  threshold: number,
  options: RankOptions = {},
): Promise<ThresholdJudged> {
  if (Number.isNaN(threshold)) {
    throw new RangeError(
      "Cannot judge a threshold as it must be a number: it is NaN",
    );
  }
  let [same, different, right, wrong] = [0, 0, 0, 0];
  const act = "judge a threshold";
  for await (const pair of pairRows(act, query, gallery, options)) {
    same += pair.same.length;
    different += pair.different;
    for (const image of pair.same) if (pair.row[image]! > threshold) right++;
    eachDifferent(pair, gallery.person, (similarity) => {
      if (similarity > threshold) wrong++;
    });
  }
  return {
    tpr: same === 0 ? null : right / same,
    fpr: different === 0 ? null : wrong / different,
    same,
    different,
  };
}
