import { checkRate } from "./check.ts";
import { type Schedule, schedule } from "./schedule.ts";

/** The options of {@linkcode warmUp}. */
export interface WarmUpOptions {
  /** The rate at time 0. */
  readonly from: number;
  /** The rate that the rise ends at; usually the first rate of what follows. */
  readonly to: number;
  /** How long the rise takes, in the units of what follows. */
  readonly over: number;
  /**
   * Whether equal times add equal amounts ("linear") or multiply by equal
   * factors ("geometric").
   *
   * @default {"linear"}
   */
  readonly shape?: "linear" | "geometric";
}

/**
 * Puts a rise before a schedule: before `over` the rate climbs, from `over` on
 * the schedule speaks, its clock not shifted.
 *
 * @param options The two rates, the length and the shape of the rise.
 * @param then What follows; gives name, unit and end.
 * @returns The schedule with the rise.
 * @throws {RangeError} If a number is out of range, or the rise is longer than the run.
 *
 * @example Small steps while the head is still random
 * ```ts
 * import { constant, warmUp } from "@spherereid/kit/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const schedule = warmUp({ from: 1e-5, to: 1e-3, over: 20 }, constant(1e-3, 40));
 * assertAlmostEquals(schedule.rate(10), 5.05e-4);
 * assertAlmostEquals(schedule.rate(20), 1e-3);
 * ```
 */
export function warmUp(options: WarmUpOptions, then: Schedule): Schedule {
  const { from, to, over, shape = "linear" } = options;
  checkRate(then.name, "the first rate of its rise", from);
  checkRate(then.name, "the last rate of its rise", to);
  if (!(over >= 0 && over <= then.end)) {
    throw new RangeError(
      `Cannot warm up the schedule "${then.name}" as the rise must fit into the run: current rise is ${over}, end is ${then.end}`,
    );
  }
  const climb = shape === "linear"
    ? (share: number) => from + (to - from) * share
    : (share: number) => from * (to / from) ** share;
  return schedule(
    then.name,
    then.unit,
    then.end,
    (time) => time < over ? climb(time / over) : then.rate(time),
  );
}
