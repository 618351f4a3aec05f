import { lambdaAt, type LambdaSchedule, lambdaSchedules } from "../loss/mod.ts";

/** λ of a schedule at a step. */
export interface LambdaRow {
  /** The schedule's name. */
  readonly schedule: string;
  /** The step, from 0. */
  readonly step: number;
  /** λ. */
  readonly lambda: number;
}

/**
 * λ against the step, of {@linkcode lambdaAt}.
 *
 * @param steps The steps, from 0.
 * @param schedules By name; the published ones if not given.
 * @returns One row a schedule and step.
 * @throws {RangeError} If a field of a schedule is out of range.
 *
 * @example The floor of SphereFace's
 * ```ts
 * import { lambdaCurve } from "@spherereid/kit/curve";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = lambdaCurve([0, 20000]);
 * assertEquals(
 *   rows.filter(({ schedule }) => schedule === "sphereFace20").map(({ lambda }) => lambda),
 *   [1000, 5],
 * );
 * ```
 */
export function lambdaCurve(
  steps: readonly number[],
  schedules: Readonly<Record<string, LambdaSchedule>> = lambdaSchedules,
): LambdaRow[] {
  return Object.entries(schedules).flatMap(([schedule, falls]) =>
    steps.map((step) => ({ schedule, step, lambda: lambdaAt(falls, step) }))
  );
}
