import { checkPair } from "./check.ts";
import type { Embeddings } from "./embeddings.ts";
import { jaccardDistances } from "./jaccard.ts";
import { neighbourLists } from "./neighbour_lists.ts";
import { type ReRankVariant, reRankVariants } from "./re_rank_variants.ts";
import {
  cosineOf,
  divisorOf,
  reciprocalWeights,
} from "./reciprocal_weights.ts";
import { dotProducts, type Similarity } from "./similarity.ts";
import { type SimilarityRows, similarityRows } from "./similarity_rows.ts";
import { meanRows, type SparseRows } from "./sparse_rows.ts";

/** The options of {@linkcode reRank}. */
export interface ReRankOptions {
  /**
   * Whose conventions hold.
   *
   * @default {reRankVariants.original}
   */
  readonly variant?: ReRankVariant;
  /**
   * Neighbours that may be reciprocal, k₁.
   *
   * @default {20}
   */
  readonly k1?: number;
  /**
   * Nearest images whose weights are averaged, k₂; 1 averages none, in most variants.
   *
   * @default {6}
   */
  readonly k2?: number;
  /**
   * The share of the original distance in the blend, λ: 0 to 1.
   *
   * @default {0.3}
   */
  readonly lambda?: number;
  /**
   * The dot products of two blocks of rows: an engine's matrix product is the faster.
   *
   * @default {dotProducts}
   */
  readonly similarity?: Similarity;
  /**
   * The most rows of a block, of which two are compared at a time.
   *
   * @default {2048}
   */
  readonly block?: number;
  /** Told how many pairs of blocks are compared, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * k-reciprocal re-ranking (Zhong et al., 2017): images are alike if the same
 * images are near to both.
 *
 * For each image i of query and gallery together, R(i) are those of its k₁
 * nearest that have i among theirs, joined by the likewise sets of half the
 * size of those that share two thirds with it. Its weights V are exp(−d) over
 * R(i), divided by their sum, then the mean over its k₂ nearest. The new
 * distance is (1 − λ) (1 − Σ min(V) / Σ max(V)) + λ d. Published code departs
 * from that in the ways that {@linkcode reRankVariants} holds.
 *
 * Persons and cameras are not looked at: junk and distractors of the gallery
 * take part unless they are left out before. Neighbours of equal cosine are
 * taken by index, queries before the gallery; others take them in the order of
 * an unstable sort, so that among duplicates their numbers may differ.
 *
 * Nothing of the size of images by images is held. For N images: k₁ + 1
 * neighbours of each (12 bytes a piece) and the weights (12 bytes a piece,
 * twice), some 25 an image before the mean over k₂ and 100 after it. At the
 * size of MSMT17, N = 93,820, that is 24 MB, 28 MB and 225 MB beside the
 * features' 769 MB (2,048 float32 each), plus the similarities of two blocks
 * (2,048 by 2,048: 34 MB in float64) and what an engine holds of them. No image
 * can have more than (k₁ + 1) (⌊k₁ / 2⌋ + 2) weights before the mean and k₂
 * times as many after it: 252 and 1,512, at most 3.7 GB.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options Whose conventions, k₁, k₂, λ, and the product.
 * @returns Minus the new distances, for `rows` of {@linkcode evaluate}.
 * @throws {RangeError} If query or gallery is empty or malformed, an option is out of range, or there are fewer images than k₁.
 *
 * @example Whom the query's friends know comes first
 * ```ts
 * import { embeddings, reRank } from "@spherereid/kit/eval";
 * import { assert } from "@std/assert";
 *
 * const at = (...degrees: number[]) =>
 *   degrees.flatMap((d) => [Math.cos(d * Math.PI / 180), Math.sin(d * Math.PI / 180)]);
 * const query = embeddings(at(0), 2, [1], [1]);
 * // 10 degrees to the right is nearer than 11 to the left, but has nearer friends.
 * const gallery = embeddings(at(-11, -5, 10, 11, 12), 2, [1, 1, 2, 2, 2], [2, 2, 2, 2, 2]);
 * const rows = await reRank(query, gallery, { k1: 2, k2: 1 });
 * const [left, , right] = await rows(0, 1);
 * assert(left! > right!);
 * ```
 */
export async function reRank(
  query: Embeddings,
  gallery: Embeddings,
  options: ReRankOptions = {},
): Promise<SimilarityRows> {
  const {
    variant = reRankVariants.original,
    k1 = 20,
    k2 = 6,
    lambda = 0.3,
    similarity = dotProducts,
    block = 2048,
    onProgress,
  } = options;
  checkPair("re-rank", query, gallery);
  const [queries, images] = [query, gallery].map(({ person }) =>
    person.length
  ) as [number, number];
  const all = queries + images;
  checkWhole({ k1, k2, block });
  if (!(lambda >= 0 && lambda <= 1)) {
    throw new RangeError(
      `Cannot re-rank as lambda must be from 0 to 1: current lambda is ${lambda}`,
    );
  }
  if (k1 > all) {
    throw new RangeError(
      `Cannot re-rank as there must be at least k1 images: current k1 is ${k1}, with ${queries} queries and ${images} images in the gallery, pass a smaller k1`,
    );
  }
  const { size } = query;
  const sets = [query.rows, gallery.rows];
  const full = Math.min(variant.neighbours(k1), all);
  const half = Math.min(variant.half(k1), all);
  const averaged = Math.min(variant.averaged(k1, k2), all);
  const neighbours = await neighbourLists({
    sets,
    size,
    count: Math.max(full, half, averaged),
    similarity,
    block,
    onProgress,
  });
  const weights = reciprocalWeights({
    neighbours,
    counts: { full, half },
    variant,
    cosine: cosineOf(sets, size),
  });
  const part = (first: number, end: number) =>
    averaged === 0
      ? rowsFrom(weights, first, end)
      : meanRows(weights, neighbours.nearest, averaged, first, end);
  const jaccard = jaccardDistances(
    part(0, queries),
    part(queries, all),
    all,
    variant.union,
  );
  const divisor = divisorOf(variant, neighbours.least.slice(0, queries));
  const products = similarityRows(query, gallery, similarity);
  return async (first, end) => {
    const cosine = lambda > 0 ? await products(first, end) : [];
    const table = new Float64Array((end - first) * images);
    for (let index = first; index < end; index++) {
      const start = (index - first) * images;
      const row = table.subarray(start, start + images);
      jaccard(index, row);
      const by = divisor(index);
      for (let image = 0; image < images; image++) {
        const other = lambda === 0
          ? 0
          : lambda * variant.blended(cosine[start + image]!) / by;
        row[image] = -((1 - lambda) * row[image]! + other);
      }
    }
    return table;
  };
}

/** Some rows as they are. */
function rowsFrom(
  { starts, columns, values }: SparseRows,
  first: number,
  end: number,
): SparseRows {
  const [from, to] = [starts[first]!, starts[end]!];
  return {
    starts: starts.slice(first, end + 1).map((start) => start - from),
    columns: columns.subarray(from, to),
    values: values.subarray(from, to),
  };
}

function checkWhole(numbers: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(
        `Cannot re-rank as ${name} must be a whole number from 1 up: current ${name} is ${value}`,
      );
    }
  }
}
