import { checkRate } from "./check.ts";
import { type Schedule, schedule } from "./schedule.ts";

/** The options of {@linkcode cosineDecay}. */
export interface CosineDecayOptions {
  /** The rate at time 0. */
  readonly from: number;
  /** The length of the run, in units. */
  readonly end: number;
  /**
   * The rate at the end; 0 is allowed.
   *
   * @default {0}
   */
  readonly to?: number;
  /**
   * Until when the first rate holds, in units; the fall is between it and the end.
   *
   * @default {0}
   */
  readonly start?: number;
  /**
   * What time counts.
   *
   * @default {"epoch"}
   */
  readonly unit?: "epoch" | "step";
}

/**
 * A rate that falls along half a cosine: to + (from − to)(1 + cos πx) / 2 with
 * x running from 0 at the start to 1 at the end.
 *
 * @param options The two rates, the start, the end and the unit.
 * @returns The schedule "cosine".
 * @throws {RangeError} If a number is out of range.
 *
 * @example Half way down
 * ```ts
 * import { cosineDecay } from "@spherereid/kit/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(cosineDecay({ from: 1e-3, end: 100 }).rate(50), 5e-4);
 * ```
 */
export function cosineDecay(options: CosineDecayOptions): Schedule {
  const { from, end, to = 0, start = 0, unit = "epoch" } = options;
  checkRate("cosine", "its first rate", from);
  if (!(to >= 0 && to <= from)) {
    throw new RangeError(
      `Cannot make the schedule "cosine" as its last rate must be from 0 to its first: current rates are ${from} and ${to}`,
    );
  }
  if (!(start >= 0 && start < end)) {
    throw new RangeError(
      `Cannot make the schedule "cosine" as its start must be from 0 to below its end: current start is ${start}, end is ${end}`,
    );
  }
  return schedule("cosine", unit, end, (time) => {
    const share = Math.min(1, Math.max(0, (time - start) / (end - start)));
    return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  });
}
