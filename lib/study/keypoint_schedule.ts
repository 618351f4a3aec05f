import { pieces, type Schedule, warmUp } from "../optim/mod.ts";
import type { KeypointCourse } from "./keypoint_settings.ts";

/** The article's 140 epochs: the rise ends at 20, the rate drops to a tenth at 80 and 100. */
const PAPER = { rise: 20, first: 80, second: 100, end: 140 } as const;

/**
 * The article's schedule squeezed into a course of so many updates: with its
 * rise from a twentieth of the rate, or with the rate held there.
 *
 * @param course How fast, and whether the rate rises.
 * @param steps Updates of the course.
 * @returns The schedule, in updates.
 * @throws {RangeError} If the rate is not above 0, or there are fewer than four updates.
 *
 * @example The same but for the first seventh
 * ```ts
 * import { keypointSchedule } from "@spherereid/kit/study";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const [warm, cold] = [true, false].map((warmUp) =>
 *   keypointSchedule({ rate: 1e-3, warmUp }, 140)
 * );
 * assertAlmostEquals(warm!.rate(0), 5e-5);
 * assertEquals(cold!.rate(0), 1e-3);
 * assertEquals([20, 80, 139].map(warm!.rate), [20, 80, 139].map(cold!.rate));
 * ```
 */
export function keypointSchedule(
  course: Pick<KeypointCourse, "rate" | "warmUp">,
  steps: number,
): Schedule {
  const { rate } = course;
  const at = (epoch: number) => epoch / PAPER.end * steps;
  const held = pieces("article", [
    [at(PAPER.first), rate],
    [at(PAPER.second), rate / 10],
    [steps, rate / 100],
  ], "step");
  return course.warmUp
    ? warmUp({ from: rate / 20, to: rate, over: at(PAPER.rise) }, held)
    : held;
}
