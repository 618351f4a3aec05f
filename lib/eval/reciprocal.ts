import type { TopLists } from "./top_lists.ts";

/**
 * The expanded sets of reciprocal neighbours, each made when it is asked for.
 *
 * R(i, k) are those of the first k of image i that have i among their own first
 * k. R(i, `full`) is joined by R(q, `half`) of each of its images q that shares
 * more than two thirds of that set with it.
 *
 * @returns The set of an image, rising; empty if no image is its reciprocal neighbour.
 */
export function reciprocalSets(
  { count, indices }: TopLists,
  full: number,
  half: number,
): (image: number) => Int32Array {
  const images = indices.length / count;
  // The image for which another was last marked, so that nothing is cleared.
  const isNear = new Int32Array(images).fill(-1);
  const isTaken = new Int32Array(images).fill(-1);
  /** R(image, k) into `into`; gives how many there are. */
  const reciprocal = (image: number, k: number, into: Int32Array): number => {
    let found = 0;
    for (let at = image * count; at < image * count + k; at++) {
      const other = indices[at]!;
      const start = other * count;
      for (let back = start; back < start + k; back++) {
        if (indices[back] === image) {
          into[found++] = other;
          break;
        }
      }
    }
    return found;
  };
  const near = new Int32Array(full);
  const added = new Int32Array(half);
  return (image) => {
    const own = reciprocal(image, full, near);
    const taken: number[] = [];
    for (let at = 0; at < own; at++) {
      isNear[near[at]!] = image;
      isTaken[near[at]!] = image;
      taken.push(near[at]!);
    }
    for (let at = 0; at < own; at++) {
      const more = reciprocal(near[at]!, half, added);
      let shared = 0;
      for (let one = 0; one < more; one++) {
        if (isNear[added[one]!] === image) shared++;
      }
      if (!(3 * shared > 2 * more)) continue;
      for (let one = 0; one < more; one++) {
        const other = added[one]!;
        if (isTaken[other] === image) continue;
        isTaken[other] = image;
        taken.push(other);
      }
    }
    return Int32Array.from(taken).sort();
  };
}
