import { checkRate } from "./check.ts";
import { type Schedule, schedule } from "./schedule.ts";

/** The options of {@linkcode milestones}. */
export interface MilestonesOptions {
  /** The rate before the first milestone. */
  readonly rate: number;
  /** The times at which the rate falls, rising; the new rate holds from that time on. */
  readonly at: readonly number[];
  /** The length of the run, in units. */
  readonly end: number;
  /**
   * What each milestone multiplies the rate by.
   *
   * @default {0.1}
   */
  readonly factor?: number;
  /**
   * What time counts.
   *
   * @default {"epoch"}
   */
  readonly unit?: "epoch" | "step";
}

/**
 * A rate that falls by a factor at each milestone.
 *
 * @param options The first rate, the milestones, the factor, the end and the unit.
 * @returns The schedule "milestones".
 * @throws {RangeError} If a number is out of range or the milestones do not rise.
 *
 * @example Two drops
 * ```ts
 * import { milestones } from "@spherereid/kit/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const schedule = milestones({ rate: 1, at: [40, 70], end: 120 });
 * assertAlmostEquals(schedule.rate(40), 0.1);
 * assertAlmostEquals(schedule.rate(119), 0.01);
 * ```
 */
export function milestones(options: MilestonesOptions): Schedule {
  const { rate, at, end, factor = 0.1, unit = "epoch" } = options;
  checkRate("milestones", "its rate", rate);
  checkRate("milestones", "its factor", factor);
  if (at.some((time, i) => !(time > (at[i - 1] ?? -Infinity)))) {
    throw new RangeError(
      `Cannot make the schedule "milestones" as its milestones must rise: current milestones are ${
        at.join(", ")
      }`,
    );
  }
  return schedule("milestones", unit, end, (time) => {
    const passed = at.filter((milestone) => time >= milestone).length;
    return rate * factor ** passed;
  });
}
