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
  const [begin, end] = [new Int32Array(bins), new Int32Array(bins)];
  const near = new Int32Array(persons.length);
  return (row, person, camera) => {
    const range = rowRange(row);
    const own = counted.imagesOf(person);
    const matches = Int32Array.from(
      own.filter((image) => cameras[image] !== camera)
        .sort((a, b) => row[b]! - row[a]! || a - b),
    );
    if (matches.length === 0) return matches;
    const values = Float64Array.from(matches, (match) => row[match]!);
    const least = values.at(-1)!;
    const scale = scaleOf(bins, least, range.low, range.high);
    const binOf = (value: number) =>
      scale === 0 ? 0 : Math.max(0, ((value - least) * scale + 1) | 0);

    count.fill(0);
    values.forEach((value, at) => {
      const bin = binOf(value);
      if (count[bin] === 0) begin[bin] = at;
      count[bin] = MARKED;
      end[bin] = at + 1;
    });
    const { stretches } = counted;
    const nearly = scale === 0
      ? list(stretches, near)
      : fill(row, stretches, least, scale, count, near);
    for (const image of own) {
      if (cameras[image] === camera) count[binOf(row[image]!)]!--;
    }

    const wrong = new Int32Array(matches.length + 1);
    for (let at = 0; at < nearly; at++) {
      const image = near[at]!;
      if (persons[image] === person) continue;
      const value = row[image]!;
      const bin = binOf(value);
      let [low, high] = [begin[bin]!, end[bin]!];
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = values[middle]!;
        if (value > other || (value === other && image < matches[middle]!)) {
          high = middle;
        } else low = middle + 1;
      }
      wrong[low]!++;
    }
    let from = bins;
    for (let at = 0; at < matches.length; at++) {
      const to = binOf(values[at]!);
      while (--from > to) wrong[at]! += Math.max(0, count[from]!);
      from = to + 1; // matches may share a bin
    }
    let passed = 0;
    return matches.map((_, at) => (passed += wrong[at]!) + at + 1);
  };
}

/**
 * Bins for each unit of similarity above the least match, so that 1 is the
 * first bin's and 0 all that lies below; 0, for one bin of all, where that
 * cannot be said in whole numbers of 32 bits, as of infinite similarities.
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

/** Lists all images of a row, as if they shared one bin with every match. */
function list(stretches: Int32Array, near: Int32Array): number {
  let nearly = 0;
  for (let at = 0; at < stretches.length; at += 2) {
    for (let image = stretches[at]!; image < stretches[at + 1]!; image++) {
      near[nearly++] = image;
    }
  }
  return nearly;
}
