/**
 * The learning rate as a pure function of time, so that resuming is right by
 * construction.
 */
export interface Schedule {
  /** The name written into logs and curves. */
  readonly name: string;
  /** What time counts: epochs (the rate holds through each) or optimizer steps. */
  readonly unit: "epoch" | "step";
  /** The length of the run in units: times are 0, 1, ... end − 1. */
  readonly end: number;
  /**
   * The learning rate at a time; a fraction of a unit is allowed.
   *
   * @param time The time from 0, in units.
   * @returns The rate; after the end, the rate that the last piece gives.
   * @throws {RangeError} If the time is negative or not finite.
   */
  rate(time: number): number;
}

/**
 * Makes a schedule of a function of time; `rate` then refuses impossible times.
 *
 * @param name The name written into logs and curves.
 * @param unit What time counts.
 * @param end The length of the run, in units.
 * @param rate The learning rate at a time; pure.
 * @returns The schedule.
 * @throws {RangeError} If the end is not above 0.
 *
 * @example A rate that falls with the root of time
 * ```ts
 * import { schedule } from "@spherereid/kit/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const root = schedule("root", "step", 1000, (time) => 0.1 / Math.sqrt(1 + time));
 * assertEquals(root.rate(3), 0.05);
 * ```
 */
export function schedule(
  name: string,
  unit: "epoch" | "step",
  end: number,
  rate: (time: number) => number,
): Schedule {
  if (!(end > 0 && end < Infinity)) {
    throw new RangeError(
      `Cannot make the schedule "${name}" as its end must be above 0: current end is ${end}`,
    );
  }
  return {
    name,
    unit,
    end,
    rate(time) {
      if (!(time >= 0 && time < Infinity)) {
        throw new RangeError(
          `Cannot read the schedule "${name}" as the time must be 0 or more: current time is ${time}`,
        );
      }
      return rate(time);
    },
  };
}
