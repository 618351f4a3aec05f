/**
 * The share of the true neighbours that an approximate search found, recall@k.
 *
 * @param found Lists of what was found, one after another; −1 is nothing.
 * @param exact Lists of the true neighbours, as long, of as many queries.
 * @param k The length of a list. Of both, whatever is among the first k counts, in any order.
 * @returns From 0 to 1.
 * @throws {RangeError} If the lists are none of that length, or not as many as each other.
 *
 * @example One of two found, and both of two
 * ```ts
 * import { recallAt } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const found = Int32Array.of(3, 7, 1, 0);
 * const exact = Int32Array.of(3, 4, 0, 1);
 * assertEquals(recallAt(found, exact, 2), 0.75);
 * ```
 */
export function recallAt(
  found: Int32Array,
  exact: Int32Array,
  k: number,
): number {
  if (
    !Number.isInteger(k) || k < 1 || exact.length === 0 ||
    exact.length % k !== 0 || found.length !== exact.length
  ) {
    throw new RangeError(
      `Cannot measure recall as both must hold lists of k images, as many as each other: current lengths are ${found.length} and ${exact.length} with k ${k}`,
    );
  }
  let shared = 0;
  for (let start = 0; start < exact.length; start += k) {
    const own = new Set(found.subarray(start, start + k));
    for (const image of exact.subarray(start, start + k)) {
      if (own.has(image)) shared++;
    }
  }
  return shared / exact.length;
}
