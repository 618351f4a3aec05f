import {
  cosineDecay,
  milestones,
  type Schedule,
  warmUp,
} from "../optim/mod.ts";
import type { DigitCourse } from "./digit_settings.ts";

/** The learning rate of a course, an update at a time. */
export function digitSchedule(course: DigitCourse): Schedule {
  const { steps, rate, rise, fall } = course;
  const after = fall === "cosine"
    ? cosineDecay({ from: rate, end: steps, start: rise, unit: "step" })
    : milestones({ rate, at: fall, end: steps, unit: "step" });
  return rise === 0
    ? after
    : warmUp({ from: rate / 100, to: rate, over: rise }, after);
}
