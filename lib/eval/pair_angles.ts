import type { Embeddings } from "./embeddings.ts";
import { type PairOptions, visitPairs } from "./visit_pairs.ts";

/** How many pairs lie how far apart. */
export interface PairAngles {
  /** The width of a bin in degrees; the first begins at 0°, the last ends at 180°. */
  readonly width: number;
  /** Pairs of one person by two cameras in each bin. */
  readonly right: Float64Array;
  /** Pairs of different persons in each bin. */
  readonly wrong: Float64Array;
  /** The mean angle of pairs of one person, in degrees; null if there is none. */
  readonly rightMean: number | null;
  /** The mean angle of pairs of different persons, in degrees; null if there is none. */
  readonly wrongMean: number | null;
}

/** The options of {@linkcode pairAngles}. */
export interface PairAnglesOptions extends PairOptions {
  /**
   * How many bins 180° are cut into.
   *
   * @default {90}
   */
  readonly bins?: number;
}

/**
 * The angles between queries and gallery images, those of one person apart
 * from those of two: the less the two histograms overlap, the better a
 * threshold tells persons apart.
 *
 * Junk and pairs by one camera of one person do not count, as in a ranking.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options How many bins, and the similarity, whose arc cosine is the angle.
 * @returns The histograms and their means.
 * @throws {RangeError} If query or gallery is empty or malformed, a similarity is NaN, or `bins` is no whole number from 1.
 *
 * @example A right angle and none
 * ```ts
 * import { embeddings, pairAngles } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([1, 0, 0, 1], 2, [7, 8], [2, 2]);
 * const { right, wrong, wrongMean } = await pairAngles(query, gallery, { bins: 4 });
 * assertEquals([[...right], [...wrong], wrongMean], [[1, 0, 0, 0], [0, 0, 1, 0], 90]);
 * ```
 */
export async function pairAngles(
  query: Embeddings,
  gallery: Embeddings,
  options: PairAnglesOptions = {},
): Promise<PairAngles> {
  const { bins = 90, ...rest } = options;
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(
      `Cannot count angles as bins must be a whole number from 1: current bins is ${bins}`,
    );
  }
  const width = 180 / bins;
  const counts = [0, 1].map(() => new Float64Array(bins)) as [
    Float64Array,
    Float64Array,
  ];
  const sums: [number, number] = [0, 0];
  await visitPairs(
    "count angles",
    query,
    gallery,
    rest,
    (_query, _image, similarity, same) => {
      const cosine = Math.max(-1, Math.min(1, similarity));
      const angle = Math.atan2(Math.sqrt(1 - cosine * cosine), cosine) * 180 /
        Math.PI;
      const kind = same ? 1 : 0;
      counts[kind][Math.min(bins - 1, Math.floor(angle / width))]!++;
      sums[kind] += angle;
    },
  );
  const mean = (kind: 0 | 1) => {
    const total = counts[kind].reduce((sum, count) => sum + count, 0);
    return total === 0 ? null : sums[kind] / total;
  };
  return {
    width,
    right: counts[1],
    wrong: counts[0],
    rightMean: mean(1),
    wrongMean: mean(0),
  };
}
