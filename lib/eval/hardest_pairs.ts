import type { Embeddings } from "./embeddings.ts";
import { type PairOptions, visitPairs } from "./visit_pairs.ts";

/** A query, an image of the gallery, and how alike they are. */
export interface Pair {
  /** Which query. */
  readonly query: number;
  /** Which image of the gallery. */
  readonly image: number;
  /** How alike they are: the cosine of unit rows. */
  readonly similarity: number;
}

/** The pairs that a model gets most wrong, the hardest first. */
export interface HardestPairs {
  /** Different persons that look most alike to it. */
  readonly wrong: readonly Pair[];
  /** One person, by two cameras, that looks least alike to it. */
  readonly right: readonly Pair[];
}

/** The options of {@linkcode hardestPairs}. */
export interface HardestPairsOptions extends PairOptions {
  /**
   * How many pairs of each kind at most.
   *
   * @default {10}
   */
  readonly top?: number;
}

/**
 * The pairs that a model gets most wrong: the most similar of different
 * persons, the least similar of one person by two cameras.
 *
 * A query gives at most one pair of each kind, so that one odd picture does
 * not fill the list. Junk is left out, a distractor is somebody else.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options How many, and the similarity.
 * @returns The hardest first, ties by the index of query, then image.
 * @throws {RangeError} If query or gallery is empty or malformed, a similarity is NaN, or `top` is no whole number from 1.
 *
 * @example A double
 * ```ts
 * import { embeddings, hardestPairs } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([1, 0, 0, 1, 0, -1], 2, [8, 7, 9], [2, 2, 2]);
 * assertEquals(await hardestPairs(query, gallery), {
 *   wrong: [{ query: 0, image: 0, similarity: 1 }],
 *   right: [{ query: 0, image: 1, similarity: 0 }],
 * });
 * ```
 */
export async function hardestPairs(
  query: Embeddings,
  gallery: Embeddings,
  options: HardestPairsOptions = {},
): Promise<HardestPairs> {
  const { top = 10, ...rest } = options;
  if (!Number.isInteger(top) || top < 1) {
    throw new RangeError(
      `Cannot find the hardest pairs as top must be a whole number from 1: current top is ${top}`,
    );
  }
  const wrong = new Map<number, Pair>();
  const right = new Map<number, Pair>();
  await visitPairs(
    "find the hardest pairs",
    query,
    gallery,
    rest,
    (one, image, similarity, same) => {
      const held = (same ? right : wrong).get(one);
      const harder = held === undefined ||
        (same ? similarity < held.similarity : similarity > held.similarity);
      if (harder) {
        (same ? right : wrong).set(one, { query: one, image, similarity });
      }
    },
  );
  const first = (pairs: Map<number, Pair>, sign: 1 | -1) =>
    [...pairs.values()].sort((a, b) =>
      sign * (a.similarity - b.similarity) || a.query - b.query
    ).slice(0, top);
  return { wrong: first(wrong, -1), right: first(right, 1) };
}
