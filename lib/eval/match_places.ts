import type { Counted } from "./counted.ts";
import { rowRange } from "./row_range.ts";

/** The most bins; as many numbers stay in a core's first cache. */
const BINS = 4096;
/** What the count of a bin with a match begins with, so that its sign tells it. */
const MARKED = -(2 ** 30);

/** Gives the places of a query's matches, from 1, rising. */
export type MatchPlaces = (
  row: Float32Array | Float64Array,
  person: number,
  camera: number,
) => Int32Array;

/**
 * Makes what finds places in one gallery, with the memory for it.
 *
 * Nothing is sorted but the matches. The wrong answers are counted into bins
 * of similarity from the least match up, one step without a branch each; only
 * those in a bin with a match are compared with matches. Bins rise with the
 * similarity whatever the rounding, so that the places are exact.
 */
export function matchPlaces(
  persons: Int32Array,
  cameras: Int32Array,
  counted: Counted,
): MatchPlaces {
  const bins = Math.min(BINS, Math.max(4, persons.length));
  const count = new Int32Array(bins);
  const near = new Int32Array(persons.length);
  return (row, person, camera) => {
    const range = rowRange(row);
    const own = counted.imagesOf(person);
    const matches = own.filter((image) => cameras[image] !== camera);
    if (matches.length === 0) return new Int32Array(0);
    matches.sort((a, b) => row[b]! - row[a]! || a - b);
    const least = row[matches.at(-1)!]!;
    const scale = scaleOf(bins, least, range.low, range.high);
    const binOf = (image: number) => Math.max(0, bin(row[image]!));
    const bin = (value: number) => Math.trunc((value - least) * scale + 1);

    let nearly = 0;
    if (scale === 0) {
      for (let image = 0; image < row.length; image++) {
        if (persons[image] !== -1) near[nearly++] = image;
      }
    } else {
      count.fill(0);
      for (const match of matches) count[binOf(match)] = MARKED;
      nearly = fill(row, counted.stretches, least, scale, count, near);
      for (const image of own) {
        if (cameras[image] === camera) count[binOf(image)]!--;
      }
    }

    const wrong = new Int32Array(matches.length);
    for (let at = 0; at < nearly; at++) {
      const image = near[at]!;
      if (persons[image] === person) continue;
      const match = firstAfter(row, matches, image);
      if (match < matches.length) wrong[match]!++;
    }
    if (scale !== 0) {
      let from = bins;
      matches.forEach((match, at) => {
        const to = binOf(match);
        while (--from > to) wrong[at]! += Math.max(0, count[from]!);
        from = to + 1; // matches may share a bin
      });
    }
    let passed = 0;
    return wrong.map((count, match) => (passed += count) + match + 1);
  };
}

/**
 * Bins for each unit of similarity above the least match, so that 1 is the
 * first bin's and 0 all that lies below; 0 if that cannot be said in whole
 * numbers of 32 bits, as of infinite similarities.
 */
function scaleOf(
  bins: number,
  least: number,
  low: number,
  high: number,
): number {
  const scale = Math.min((bins - 2) / (high - least), 2 ** 30 / (high - low));
  return Number.isFinite(scale) && high - low < Infinity ? scale : 0;
}

/** Counts a row into bins; gives how many images share a bin with a match, and lists them. */
function fill(
  row: Float32Array | Float64Array,
  stretches: Int32Array,
  least: number,
  scale: number,
  count: Int32Array,
  near: Int32Array,
): number {
  let nearly = 0;
  for (let at = 0; at < stretches.length; at += 2) {
    const end = stretches[at + 1]!;
    for (let image = stretches[at]!; image < end; image++) {
      const bin = ((row[image]! - least) * scale + 1) | 0;
      const floor = bin & ~(bin >> 31); // bins below 0 are bin 0
      const now = count[floor]! + 1;
      count[floor] = now;
      if (now < 0) near[nearly++] = image;
    }
  }
  return nearly;
}

/** The first match that comes after an image, ties by index; the number of matches if none does. */
function firstAfter(
  row: Float32Array | Float64Array,
  matches: readonly number[],
  image: number,
): number {
  const value = row[image]!;
  let [low, high] = [0, matches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const match = matches[middle]!;
    const other = row[match]!;
    if (value > other || (value === other && image < match)) high = middle;
    else low = middle + 1;
  }
  return low;
}
