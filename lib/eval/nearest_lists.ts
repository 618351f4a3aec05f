import { checkPair } from "./check.ts";
import type { Embeddings } from "./embeddings.ts";
import { product } from "./product.ts";
import { dotProducts, type Similarity } from "./similarity.ts";
import { topLists } from "./top_lists.ts";

/** The options of {@linkcode nearestLists}. */
export interface NearestListsOptions {
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
}

/** For each query the same number of images, the best first. */
export interface NearestLists {
  /** Indices into the gallery, a query after the other; −1 where fewer were found. */
  readonly indices: Int32Array;
  /** Their similarities; −∞ where fewer were found. */
  readonly values: Float64Array;
}

/**
 * The images most like each query, among the whole gallery: nothing is left
 * out, and nothing of the size of queries by gallery is held.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param top How many images a query gets; no more than there are.
 * @param options The product and the size of a block.
 * @returns The lists, ties by index.
 * @throws {RangeError} If query or gallery is empty or malformed, a number is out of range, or a similarity is NaN.
 *
 * @example The two nearest of three
 * ```ts
 * import { embeddings, nearestLists } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([0, 1, 1, 0, 3, 4], 2, [8, 7, 9], [2, 2, 2]);
 * const { indices } = await nearestLists(query, gallery, 2);
 * assertEquals(indices, Int32Array.of(1, 2));
 * ```
 */
export async function nearestLists(
  query: Embeddings,
  gallery: Embeddings,
  top: number,
  options: NearestListsOptions = {},
): Promise<NearestLists> {
  const { similarity = dotProducts, block = 2048 } = options;
  checkPair("find neighbours", query, gallery);
  checkTop("find neighbours", top, gallery);
  if (!Number.isInteger(block) || block < 1) {
    throw new RangeError(
      `Cannot find neighbours as block must be a whole number from 1 up: current block is ${block}`,
    );
  }
  const { size } = query;
  const lists = topLists(query.person.length, top);
  for (let first = 0; first < query.rows.length; first += block * size) {
    const rows = query.rows.subarray(first, first + block * size);
    for (let start = 0; start < gallery.rows.length; start += block * size) {
      const others = gallery.rows.subarray(start, start + block * size);
      const table = await product(
        "find neighbours",
        similarity,
        rows,
        others,
        size,
      );
      const width = others.length / size;
      for (let row = 0, cell = 0; cell < table.length; row++) {
        const list = first / size + row;
        for (let column = 0; column < width; column++, cell++) {
          const value = table[cell]!;
          if (value < lists.values[(list + 1) * top - 1]!) continue;
          lists.offer(list, start / size + column, value);
        }
      }
      await new Promise((go) => setTimeout(go)); // let signals and timers through
    }
  }
  return { indices: lists.indices, values: lists.values };
}

/** Throws unless a gallery has so many images. */
export function checkTop(act: string, top: number, gallery: Embeddings): void {
  const images = gallery.person.length;
  if (Number.isInteger(top) && top >= 1 && top <= images) return;
  throw new RangeError(
    `Cannot ${act} as top must be a whole number from 1 to the gallery's ${images} images: current top is ${top}`,
  );
}
