import type { Embeddings } from "./embeddings.ts";
import type { Similarity } from "./similarity.ts";

/**
 * The similarities of queries first to end − 1 to the whole gallery: rows of
 * as many numbers as the gallery has images, one after another, larger for
 * more alike. None may be NaN. What a call gives holds until the next call,
 * which may write over it.
 *
 * What is ranked may come from anywhere: a file of distances with its sign
 * turned, a re-ranking, an engine's matrix product.
 */
export type SimilarityRows = (
  first: number,
  end: number,
) =>
  | Float32Array
  | Float64Array
  | Promise<Float32Array | Float64Array>;

/** The options of {@linkcode similarityRows}. */
export interface SimilarityRowsOptions {
  /**
   * The largest number of gallery rows given to `similarity` at a time.
   *
   * @default {4096}
   */
  readonly galleryBlock?: number;
}

/**
 * Makes similarity rows of embeddings, block of the gallery by block.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param similarity How alike rows are.
 * @param options The size of a block.
 * @returns The rows, computed when they are asked for; of the numbers' own type.
 *
 * @example One query, three images, two at a time
 * ```ts
 * import { dotProducts, embeddings, similarityRows } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([0, 1, 1, 0, 0, 2], 2, [8, 7, 9], [2, 2, 2]);
 * const rows = similarityRows(query, gallery, dotProducts, { galleryBlock: 2 });
 * assertEquals(await rows(0, 1), Float64Array.of(0, 1, 0));
 * ```
 */
export function similarityRows(
  query: Embeddings,
  gallery: Embeddings,
  similarity: Similarity,
  options: SimilarityRowsOptions = {},
): SimilarityRows {
  const { galleryBlock = 4096 } = options;
  const { size } = gallery;
  const images = gallery.person.length;
  return async (first, end) => {
    const own = query.rows.subarray(first * size, end * size);
    const queries = end - first;
    let table: Float32Array | Float64Array | undefined;
    for (let from = 0; from < images; from += galleryBlock) {
      const to = Math.min(from + galleryBlock, images);
      const block = await similarity(
        own,
        gallery.rows.subarray(from * size, to * size),
        size,
      );
      const wide = to - from;
      if (block.length !== queries * wide) {
        throw new RangeError(
          `Cannot rank as the similarity must give ${queries} x ${wide} numbers: it gave ${block.length}`,
        );
      }
      if (wide === images) return block;
      table ??= block instanceof Float32Array
        ? new Float32Array(queries * images)
        : new Float64Array(queries * images);
      for (let row = 0; row < queries; row++) {
        table.set(
          block.subarray(row * wide, (row + 1) * wide),
          row * images + from,
        );
      }
    }
    return table!;
  };
}
