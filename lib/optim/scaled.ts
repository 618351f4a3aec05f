import { type Schedule, schedule } from "./schedule.ts";

/**
 * The same shape in another length of run: the time of every feature (the
 * rise, each milestone) is multiplied by the new end over the old.
 *
 * @param whole The schedule.
 * @param end The new end, in the same unit.
 * @returns The schedule of the new length.
 * @throws {RangeError} If the end is not above 0.
 *
 * @example 140 epochs told in 7
 * ```ts
 * import { paperSchedule, scaled } from "@spherereid/kit/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const short = scaled(paperSchedule(), 7);
 * assertEquals(short.rate(3), 1e-3);
 * assertEquals(short.rate(4), 1e-4);
 * ```
 */
export function scaled(whole: Schedule, end: number): Schedule {
  return schedule(
    whole.name,
    whole.unit,
    end,
    // Multiplied first: 4 * 140 / 7 is 80 exactly, 4 * (140 / 7) only by luck.
    (time) => whole.rate(time * whole.end / end),
  );
}
