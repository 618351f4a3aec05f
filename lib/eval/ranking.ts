import { checkPair } from "./check.ts";
import type { Embeddings } from "./embeddings.ts";
import { dotProducts } from "./similarity.ts";

/**
 * The images that a query finds first: for strips of pictures.
 *
 * The order is that of {@linkcode rank}: junk and images of the same person by
 * the same camera are left out, ties go by index.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param index Which query.
 * @param top How many images at most.
 * @returns Indices into the gallery, best first.
 * @throws {RangeError} If query or gallery is empty or malformed, or there is no such query.
 *
 * @example The two nearest
 * ```ts
 * import { embeddings, ranking } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([0, 1, 1, 0, 1, 0.1], 2, [9, 8, 7], [2, 2, 2]);
 * assertEquals([...ranking(query, gallery, 0, 2)], [1, 2]);
 * ```
 */
export function ranking(
  query: Embeddings,
  gallery: Embeddings,
  index: number,
  top: number,
): Int32Array {
  checkPair("rank", query, gallery);
  const person = query.person[index];
  if (person === undefined) {
    throw new RangeError(
      `Cannot rank query ${index} as there must be such a query: there are ${query.person.length}, counted from 0`,
    );
  }
  const camera = query.camera[index]!;
  const similarity = dotProducts(
    query.rows.subarray(index * query.size, (index + 1) * query.size),
    gallery.rows,
    query.size,
  );
  const counted: number[] = [];
  gallery.person.forEach((shown, image) => {
    const same = shown === person && gallery.camera[image] === camera;
    if (shown !== -1 && !same) counted.push(image);
  });
  counted.sort((a, b) => similarity[b]! - similarity[a]! || a - b);
  return Int32Array.from(counted.slice(0, top));
}
