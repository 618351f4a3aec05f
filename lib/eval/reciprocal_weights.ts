import type { NeighbourLists } from "./neighbour_lists.ts";
import type { ReRankVariant } from "./re_rank_variants.ts";
import { reciprocalSets } from "./reciprocal.ts";
import { type SparseRows, sparseRows } from "./sparse_rows.ts";

/** What {@linkcode reciprocalWeights} reads. */
export interface WeightPlan {
  /** The images' neighbours. */
  readonly neighbours: NeighbourLists;
  /** How many neighbours may be reciprocal, and how many of each of them may be added. */
  readonly counts: { readonly full: number; readonly half: number };
  /** The distance, and whether it is divided. */
  readonly variant: ReRankVariant;
  /** The cosine of two images. */
  readonly cosine: (one: number, other: number) => number;
}

/**
 * The weights V: for each image exp(−d) of each of its expanded reciprocal
 * neighbours, over their sum. A row of an image without any is empty.
 */
export function reciprocalWeights(
  { neighbours, counts, variant, cosine }: WeightPlan,
): SparseRows {
  const setOf = reciprocalSets(neighbours.nearest, counts.full, counts.half);
  const divisor = divisorOf(variant, neighbours.least);
  const images = neighbours.least.length;
  return sparseRows(images, 2 * counts.full, (image, add) => {
    const set = setOf(image);
    const weights = Float64Array.from(
      set,
      (other) =>
        Math.exp(-variant.distance(cosine(image, other)) / divisor(image)),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    set.forEach((other, at) => add(other, weights[at]! / sum));
  });
}

/**
 * What an image's distances are divided by: its largest, or 1. Of images that
 * are all alike the largest is 0 but for rounding: its distances are 0 then,
 * where others divide 0 by 0.
 */
export function divisorOf(
  { normalised, distance }: ReRankVariant,
  least: Float64Array,
): (image: number) => number {
  if (!normalised) return () => 1;
  return (image) => {
    const largest = distance(least[image]!);
    return largest > 0 ? largest : Infinity;
  };
}

/** Cosines of unit rows that lie in several sets, numbered on; summed in float64 from first to last entry. */
export function cosineOf(
  sets: readonly Float32Array[],
  size: number,
): (one: number, other: number) => number {
  const place = (image: number): readonly [Float32Array, number] => {
    let start = image * size;
    for (const rows of sets) {
      if (start < rows.length) return [rows, start];
      start -= rows.length;
    }
    throw new RangeError(`there is no image ${image}`);
  };
  return (one, other) => {
    const [rows, start] = place(one);
    const [others, begin] = place(other);
    let sum = 0;
    for (let i = 0; i < size; i++) {
      sum += rows[start + i]! * others[begin + i]!;
    }
    return sum;
  };
}
