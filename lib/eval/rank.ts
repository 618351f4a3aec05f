import { checkPair } from "./check.ts";
import { countedOf } from "./counted.ts";
import type { Embeddings } from "./embeddings.ts";
import { matchPlaces } from "./match_places.ts";
import { queryRows } from "./query_rows.ts";
import type { Similarity } from "./similarity.ts";
import type { SimilarityRows } from "./similarity_rows.ts";

/** The options of {@linkcode rank}. */
export interface RankOptions {
  /**
   * How alike query and gallery rows are.
   *
   * @default {dotProducts}
   */
  readonly similarity?: Similarity;
  /**
   * The similarities themselves, from wherever they come; they stand in for
   * `similarity`, and of the embeddings only persons and cameras count.
   *
   * @default {those that `similarity` gives}
   */
  readonly rows?: SimilarityRows;
  /**
   * The largest number of queries compared at a time; fewer where the gallery
   * is so large that a block would pass 2²⁶ similarities.
   *
   * @default {256}
   */
  readonly queryBlock?: number;
  /**
   * The largest number of gallery rows given to `similarity` at a time.
   *
   * @default {4096}
   */
  readonly galleryBlock?: number;
}

/**
 * The places of each query's matches in its ranked gallery.
 *
 * Of the gallery, junk (person −1) and images of the same person by the same
 * camera are left out; distractors (person 0) stay, as wrong answers. The rest
 * is ordered by falling similarity, ties by index. No gallery is sorted: the
 * images before each match are counted, block by block, so that the table of
 * all similarities is never held.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options The similarity, or the similarities, and the sizes of blocks.
 * @returns Query after query, the places of its matches, from 1, rising; empty if it has none.
 * @throws {RangeError} If query or gallery is empty or malformed, or a similarity is NaN.
 *
 * @example The match comes second
 * ```ts
 * import { embeddings, rank } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([1, 0, 1, 0.1, 0, 1], 2, [8, 7, 9], [2, 2, 2]);
 * const places = await Array.fromAsync(rank(query, gallery));
 * assertEquals(places, [Int32Array.of(2)]);
 * ```
 */
export async function* rank(
  query: Embeddings,
  gallery: Embeddings,
  options: RankOptions = {},
): AsyncGenerator<Int32Array> {
  checkPair("rank", query, gallery);
  const places = matchPlaces(
    gallery.person,
    gallery.camera,
    countedOf(gallery),
  );
  for await (const { index, row } of queryRows(query, gallery, options)) {
    yield places(row, query.person[index]!, query.camera[index]!);
  }
}
