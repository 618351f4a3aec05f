import type { KeypointSettings } from "./keypoint_settings.ts";
import type { PlannedRow } from "./table.ts";

/** The options of {@linkcode keypointRows}. */
export interface KeypointRowsOptions {
  /** A few steps on a few persons, one seed: that all of it runs. @default {false} */
  readonly quick?: boolean;
  /** Seeds of each row, at least 1; of no effect if quick. @default {5} */
  readonly seeds?: number;
}

/** Peaks of the learning rate: the article's own, and ten and a hundred times it. */
const RATES = [1e-3, 1e-2, 1e-1] as const;

/** Seed 1 was tried while rates and length were chosen, so it is none of them. */
const FIRST_SEED = 2;

/** What all rows share. */
const BASE = {
  data: {
    ...{ persons: 120, testPersons: 40, camerasPerPerson: 6 },
    ...{ imagesPerCamera: 1, distractors: 0, junk: 0, occlusion: 0 },
    ...{ height: 64, width: 32, seed: 1 },
  },
  stages: [[16], [32], [48, 48, 48, 48]],
  deviation: 1,
  within: 0.05,
} as const;

/** A fifth of the article's 140 epochs. */
const COURSE = { epochs: 28, batch: 24 } as const;

/** A few steps of a tiny net. */
const QUICK = {
  ...BASE,
  data: { ...BASE.data, persons: 4, testPersons: 2 },
  stages: [[4], [6], [8]],
} as const;

const QUICK_COURSE = { epochs: 2, batch: 12 } as const;

/**
 * The rows that try the article's word that its warm-up helps other tasks too:
 * joints of drawn pedestrians, with and without the rise, at the article's
 * peak rate, ten times and a hundred times it, seed by seed.
 *
 * The pictures are the same in all; a seed changes first weights and batches,
 * and the same seed has the same ones with and without.
 *
 * @param options How long, how many seeds.
 * @returns The rows, named "rate 0.01 with warm-up, seed 2".
 * @throws {RangeError} If there is no seed.
 *
 * @example What two rows differ in
 * ```ts
 * import { keypointRows } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * const [warm, cold] = keypointRows({ seeds: 1 });
 * assertEquals([warm!.name, cold!.name], [
 *   "rate 0.001 with warm-up, seed 2",
 *   "rate 0.001 without, seed 2",
 * ]);
 * const { course } = warm!.settings;
 * assertEquals(cold!.settings, { ...warm!.settings, course: { ...course, warmUp: false } });
 * ```
 */
export function keypointRows(
  options: KeypointRowsOptions = {},
): PlannedRow<KeypointSettings>[] {
  const { quick = false, seeds = 5 } = options;
  if (!(Number.isInteger(seeds) && seeds >= 1)) {
    throw new RangeError(
      `Cannot plan the rows as there must be at least 1 seed: got ${seeds}`,
    );
  }
  const [base, course] = quick ? [QUICK, QUICK_COURSE] : [BASE, COURSE];
  const all = Array.from(
    { length: quick ? 1 : seeds },
    (_, index) => FIRST_SEED + index,
  );
  return all.flatMap((seed) =>
    RATES.flatMap((rate) =>
      [true, false].map((warmUp) => ({
        name: `rate ${rate} ${
          warmUp ? "with warm-up" : "without"
        }, seed ${seed}`,
        settings: { ...base, course: { ...course, rate, warmUp }, seed },
      }))
    )
  );
}
