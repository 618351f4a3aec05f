import { digitLosses, type DigitLossName } from "./digit_losses.ts";
import type { DigitSettings } from "./digit_settings.ts";
import type { PlannedRow } from "./table.ts";

/** Which runs on digits are wanted. */
export interface DigitPlan {
  /** The losses, by their names on the digits. */
  readonly losses: readonly DigitLossName[];
  /** Features of the embedding. */
  readonly embed: number;
  /** A run each of every loss. */
  readonly seeds: readonly number[];
  /** Digits learnt from, the first so many. @default {60_000} */
  readonly train?: number;
  /** Digits judged, the first so many. @default {10_000} */
  readonly test?: number;
  /** Passes over the digits. @default {5} */
  readonly epochs?: number;
  /** Digits of an update. @default {250} */
  readonly batch?: number;
  /** Embeddings kept of each run. @default {1000 of 2 and 3 features, else none} */
  readonly keep?: number;
}

/**
 * The rows of a comparison on digits: each seed's losses one after the other,
 * all with the same net, batches and course.
 *
 * @param plan Losses, embedding and seeds.
 * @returns The rows, for `fillTable` and `runDigits`.
 *
 * @example Two losses, two seeds
 * ```ts
 * import { digitPlan } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = digitPlan({ losses: ["softmax", "sphere"], embed: 64, seeds: [1, 2] });
 * assertEquals(rows.map(({ name }) => name), [
 *   "softmax, 64-D, seed 1",
 *   "sphere, 64-D, seed 1",
 *   "softmax, 64-D, seed 2",
 *   "sphere, 64-D, seed 2",
 * ]);
 * assertEquals(rows[0]!.settings.course, rows[1]!.settings.course);
 * ```
 */
export function digitPlan(plan: DigitPlan): PlannedRow<DigitSettings>[] {
  const { train = 60_000, test = 10_000, epochs = 5, batch = 250 } = plan;
  const { embed, keep = embed <= 3 ? 1000 : 0 } = plan;
  const steps = epochs * Math.ceil(train / batch);
  return plan.seeds.flatMap((seed) =>
    plan.losses.map((name) => ({
      name: `${name}, ${embed}-D, seed ${seed}`,
      settings: {
        loss: digitLosses[name].loss(steps, embed),
        net: { stages: [[8], [24], [48]], embed, rectified: false },
        input: MNIST,
        course: {
          steps,
          batch,
          rate: 0.05,
          rise: Math.round(steps / 10),
          fall: "cosine" as const,
          momentum: 0.9,
          decay: embed === 2 ? 0 : 5e-4, // the plane needs length to tell ten classes
        },
        seed,
        train,
        test,
        keep: Math.min(keep, test),
      },
    }))
  );
}

/** Mean and deviation of MNIST's training pixels, .1307 and .3081 of 255. */
const MNIST = { mean: 33.3285, deviation: 78.5655 };
