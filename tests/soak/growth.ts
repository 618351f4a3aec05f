import { median } from "../bench/harness.ts";
import type { Held } from "./holdings.ts";

/** What memory is looked at, and by how many MB it may grow. */
const ALLOWED = {
  nativeMB: { name: "native", most: 2 },
  heapMB: { name: "JavaScript's", most: 2 },
  residentMB: { name: "resident", most: 64 },
} as const;

/** How many recordings or steps it takes until growth is more than warming up. */
const LONG = 500;

/** By how much memory may grow and why, for those who read the figures. */
export const MAY_GROW =
  `Memory may grow by ${ALLOWED.nativeMB.most} MB that native code asked for and did not give back, and by ${ALLOWED.heapMB.most} MB of JavaScript's: caches and compiled code. Resident memory may by ${ALLOWED.residentMB.most} MB, since allocators and JavaScript's engine take it in blocks and give back late what is free. Growth is from the median of the second quarter of the samples to that of the last: the first is warming up. What does fewer than ${LONG} is all warming up: its growth is told, not judged.`;

/**
 * By how much something grew once it was warm: the median of the last quarter
 * of its samples over that of the second.
 *
 * @param samples In their order, at least four.
 * @returns The growth, in the unit of the samples.
 */
export function growth(samples: readonly number[]): number {
  const quarter = Math.floor(samples.length / 4);
  return median(samples.slice(-quarter)) -
    median(samples.slice(quarter, 2 * quarter));
}

/**
 * Judges the memory of a soak's samples.
 *
 * @param rows At least four.
 * @param count How many recordings or steps they are of.
 * @returns What it grew by, as a clause, and a sentence for each that grew too much.
 */
export function memoryGrowth(
  rows: readonly Pick<Held, keyof typeof ALLOWED>[],
  count: number,
): { told: string; faults: string[] } {
  const kinds = Object.keys(ALLOWED) as (keyof typeof ALLOWED)[];
  const grown = kinds.flatMap((kind) => {
    const samples = rows.map((row) => row[kind]).filter((one) => one !== null);
    return samples.length < rows.length
      ? []
      : [{ ...ALLOWED[kind], by: growth(samples) }];
  });
  return {
    told: `memory grew by ${
      grown.map(({ name, by }) => `${by.toFixed(1)} MB (${name})`).join(", ")
    }`,
    faults: grown.filter(({ by, most }) => count >= LONG && !(by <= most)).map((
      { name, by, most },
    ) => `${name} memory grew by ${by.toFixed(1)} MB, more than ${most}`),
  };
}
