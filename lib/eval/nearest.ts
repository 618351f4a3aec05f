import { dotProducts } from "./similarity.ts";

/** A row that was found, and how alike it is. */
export interface Neighbour {
  /** Which row of the gallery. */
  readonly index: number;
  /** The dot product: the cosine of unit rows, −1 to 1. */
  readonly similarity: number;
}

/**
 * The gallery rows most like a query row, by dot products in float64.
 *
 * Unlike {@linkcode ranking} it asks for no person and no camera: nothing is
 * left out.
 *
 * @param query One row.
 * @param gallery Rows of the same size, one after another.
 * @param top How many at most.
 * @returns The best first, ties by index.
 * @throws {RangeError} If the gallery is not made of whole rows, or `top` is no whole number from 1.
 *
 * @example The two nearest of three
 * ```ts
 * import { nearest } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const gallery = Float32Array.of(0, 1, 1, 0, 0.5, 0.5);
 * assertEquals(nearest(Float32Array.of(1, 0), gallery, 2), [
 *   { index: 1, similarity: 1 },
 *   { index: 2, similarity: 0.5 },
 * ]);
 * ```
 */
export function nearest(
  query: Float32Array,
  gallery: Float32Array,
  top: number,
): Neighbour[] {
  const size = query.length;
  if (size === 0 || gallery.length % size !== 0) {
    throw new RangeError(
      `Cannot search as the gallery must be made of rows of the query's size: current sizes are ${gallery.length} and ${size}`,
    );
  }
  if (!Number.isInteger(top) || top < 1) {
    throw new RangeError(
      `Cannot search as top must be a whole number from 1: current top is ${top}`,
    );
  }
  const all = Array.from(
    dotProducts(query, gallery, size),
    (similarity, index) => ({ index, similarity }),
  );
  return all.sort((a, b) => b.similarity - a.similarity || a.index - b.index)
    .slice(0, top);
}
