import { checkRate } from "./check.ts";
import { type Schedule, schedule } from "./schedule.ts";

/**
 * One rate from beginning to end.
 *
 * @param rate The learning rate.
 * @param end The length of the run, in units.
 * @param unit What time counts.
 * @returns The schedule "constant".
 * @throws {RangeError} If the rate or the end is not above 0.
 *
 * @example Ten epochs at one rate
 * ```ts
 * import { constant } from "@spherereid/kit/optim";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(constant(3e-4, 10).rate(9), 3e-4);
 * ```
 */
export function constant(
  rate: number,
  end: number,
  unit: "epoch" | "step" = "epoch",
): Schedule {
  checkRate("constant", "its rate", rate);
  return schedule("constant", unit, end, () => rate);
}
