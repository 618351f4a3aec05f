import { type Schedule, schedule } from "./schedule.ts";

/**
 * A schedule of epochs read at every step: the rise becomes a ramp without
 * stairs, and the same number of epochs takes `end` × steps updates.
 *
 * @param epochs The schedule; its unit must be "epoch".
 * @param stepsPerEpoch How many optimizer steps an epoch has.
 * @returns The schedule in steps.
 * @throws {RangeError} If the schedule already counts steps, or an epoch has no step.
 *
 * @example Half an epoch is half the rise
 * ```ts
 * import { paperSchedule, perStep } from "@spherereid/kit/optim";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const schedule = perStep(paperSchedule(), 46);
 * assertEquals(schedule.end, 6440);
 * assertAlmostEquals(schedule.rate(23), 5e-5 + 9.5e-4 * 0.5 / 20);
 * ```
 */
export function perStep(epochs: Schedule, stepsPerEpoch: number): Schedule {
  if (epochs.unit !== "epoch") {
    throw new RangeError(
      `Cannot read the schedule "${epochs.name}" per step as it must count epochs: it counts steps already`,
    );
  }
  if (!Number.isInteger(stepsPerEpoch) || stepsPerEpoch < 1) {
    throw new RangeError(
      `Cannot read the schedule "${epochs.name}" per step as an epoch must have at least one step: current number is ${stepsPerEpoch}`,
    );
  }
  return schedule(
    epochs.name,
    "step",
    epochs.end * stepsPerEpoch,
    (time) => epochs.rate(time / stepsPerEpoch),
  );
}
