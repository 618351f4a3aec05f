import { pieces } from "./pieces.ts";
import type { Schedule } from "./schedule.ts";
import { warmUp } from "./warm_up.ts";

/**
 * The schedule of the "bag of tricks" baseline (Luo et al. 2019,
 * michuanhaohao/reid-strong-baseline): 3.5e-4 times 0.01 (1 − t/10) + t/10
 * over 10 epochs, 3.5e-4 to epoch 40, a tenth of it to 70, a hundredth to 120.
 *
 * The paper prints a rise to 3.5e-5; its author confirmed (issues 31 and 44)
 * that this is a slip and that the code has the 0.01 term.
 *
 * @returns The schedule "bot", in epochs.
 *
 * @example The 0.01 term
 * ```ts
 * import { botSchedule } from "@spherereid/kit/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(botSchedule().rate(0), 3.5e-6);
 * ```
 */
export function botSchedule(): Schedule {
  return warmUp(
    { from: 3.5e-6, to: 3.5e-4, over: 10 },
    pieces("bot", [[40, 3.5e-4], [70, 3.5e-5], [120, 3.5e-6]]),
  );
}
