/**
 * The places of the right answers in a list of hits and misses.
 *
 * @param hits For each place of a ranking, best first, whether the answer is right.
 * @returns The places of the hits, from 1, rising.
 *
 * @example Right, wrong, right
 * ```ts
 * import { hitPlaces } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...hitPlaces([1, 0, 1])], [1, 3]);
 * ```
 */
export function hitPlaces(hits: ArrayLike<number | boolean>): Int32Array {
  return Int32Array.from(
    Array.from(hits).flatMap((hit, index) => hit ? [index + 1] : []),
  );
}

/**
 * Average precision as the mean of the precisions at the hits: of hit k at
 * place rₖ, k / rₖ. This is what torchreid, fastreid and most papers since
 * 2018 report.
 *
 * @param places The places of the hits, from 1, rising.
 * @returns The average precision, 0 to 1; 0 without a hit.
 *
 * @example Second place
 * ```ts
 * import { averagePrecision } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(averagePrecision([2]), 0.5);
 * ```
 */
export function averagePrecision(places: ArrayLike<number>): number {
  let sum = 0;
  for (let hit = 1; hit <= places.length; hit++) sum += hit / places[hit - 1]!;
  return places.length === 0 ? 0 : sum / places.length;
}

/**
 * Average precision as the official code of Market-1501 has it: the area under
 * the precision-recall curve by trapezoids, where precision before the first
 * answer counts as 1. Never larger than {@linkcode averagePrecision}, and
 * equal only if all hits come first.
 *
 * @param places The places of the hits, from 1, rising.
 * @returns The average precision, 0 to 1; 0 without a hit.
 *
 * @example Second place counts half as much
 * ```ts
 * import { marketAveragePrecision } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(marketAveragePrecision([2]), 0.25);
 * ```
 */
export function marketAveragePrecision(places: ArrayLike<number>): number {
  let sum = 0;
  for (let hit = 1; hit <= places.length; hit++) {
    const place = places[hit - 1]!;
    const old = place === 1 ? 1 : (hit - 1) / (place - 1);
    sum += (old + hit / place) / 2;
  }
  return places.length === 0 ? 0 : sum / places.length;
}

/**
 * The inverse negative penalty (INP; Ye et al. 2021): the number of matches
 * over the place of the last, so what finding all of them costs.
 *
 * @param places The places of the hits, from 1, rising.
 * @returns The penalty's inverse, 0 to 1; 0 without a hit.
 *
 * @example Two matches, the last in third place
 * ```ts
 * import { inverseNegativePenalty } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(inverseNegativePenalty([2, 3]), 2 / 3);
 * ```
 */
export function inverseNegativePenalty(places: ArrayLike<number>): number {
  const last = places[places.length - 1];
  return last === undefined ? 0 : places.length / last;
}
