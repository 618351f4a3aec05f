import { pieces } from "./pieces.ts";
import type { Schedule } from "./schedule.ts";
import { warmUp } from "./warm_up.ts";

/**
 * The schedule of the SphereReID paper (Fan et al. 2018): linear from 5e-5 to
 * 1e-3 over 20 epochs, 1e-3 to epoch 80, 1e-4 to 100, 1e-5 to 140.
 *
 * The end points are those that a reader of the paper wrote down; that epoch
 * 20 is the first at the full rate, counting from 0, is this kit's reading.
 *
 * @returns The schedule "paper", in epochs.
 *
 * @example The first epochs
 * ```ts
 * import { paperSchedule } from "@spherereid/kit/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(paperSchedule().rate(0), 5e-5);
 * assertAlmostEquals(paperSchedule().rate(1), 9.75e-5);
 * ```
 */
export function paperSchedule(): Schedule {
  return warmUp(
    { from: 5e-5, to: 1e-3, over: 20 },
    pieces("paper", [[80, 1e-3], [100, 1e-4], [140, 1e-5]]),
  );
}
