import { pieces } from "./pieces.ts";
import type { Schedule } from "./schedule.ts";
import { warmUp } from "./warm_up.ts";

/**
 * The schedule of the public re-implementation (CoinCheung/SphereReID,
 * e02c7b9): geometric from 1e-5 to 1e-3 over 20 epochs, 1e-3 to epoch 90, 1e-4
 * to 130, 1e-5 to 150. It differs from the paper's in every number.
 *
 * @returns The schedule "coincheung", in epochs.
 *
 * @example Ten times as fast every ten epochs
 * ```ts
 * import { coinCheungSchedule } from "@spherereid/kit/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(coinCheungSchedule().rate(10), 1e-4);
 * ```
 */
export function coinCheungSchedule(): Schedule {
  return warmUp(
    { from: 1e-5, to: 1e-3, over: 20, shape: "geometric" },
    pieces("coincheung", [[90, 1e-3], [130, 1e-4], [150, 1e-5]]),
  );
}
