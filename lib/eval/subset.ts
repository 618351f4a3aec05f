import type { Embeddings } from "./embeddings.ts";

/**
 * Some of the images of a set.
 *
 * @param set The embeddings.
 * @param images Which, by index, in their new order.
 * @returns Their embeddings, copied.
 * @throws {RangeError} If there is no such image.
 *
 * @example The last one alone
 * ```ts
 * import { embeddings, subset } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const set = embeddings([1, 0, 0, 1], 2, [7, 8], [1, 2]);
 * const { rows, person, camera } = subset(set, [1]);
 * assertEquals([[...rows], [...person], [...camera]], [[0, 1], [8], [2]]);
 * ```
 */
export function subset(set: Embeddings, images: ArrayLike<number>): Embeddings {
  const { size } = set;
  const rows = new Float32Array(images.length * size);
  const person = new Int32Array(images.length);
  const camera = new Int32Array(images.length);
  for (let at = 0; at < images.length; at++) {
    const image = images[at]!;
    if (set.person[image] === undefined) {
      throw new RangeError(
        `Cannot take image ${image} as there must be such an image: there are ${set.person.length}, counted from 0`,
      );
    }
    rows.set(set.rows.subarray(image * size, (image + 1) * size), at * size);
    person[at] = set.person[image]!;
    camera[at] = set.camera[image]!;
  }
  return { rows, size, person, camera };
}
