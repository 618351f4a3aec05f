import { checkRate } from "./check.ts";
import { type Schedule, schedule } from "./schedule.ts";

/**
 * A rate given piece by piece: each pair says until when (not included) a rate
 * holds; the last pair's time is the end of the run.
 *
 * @param name The schedule's name.
 * @param parts Pairs of time and rate, times rising.
 * @param unit What time counts.
 * @returns The schedule.
 * @throws {RangeError} If there is no pair, the times do not rise, or a rate is not above 0.
 *
 * @example Two pieces
 * ```ts
 * import { pieces } from "@spherereid/kit/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const schedule = pieces("mine", [[30, 1e-3], [40, 1e-4]]);
 * assertEquals([schedule.rate(29), schedule.rate(30)], [1e-3, 1e-4]);
 * ```
 */
export function pieces(
  name: string,
  parts: readonly (readonly [until: number, rate: number])[],
  unit: "epoch" | "step" = "epoch",
): Schedule {
  const last = parts.at(-1);
  if (!last) {
    throw new RangeError(
      `Cannot make the schedule "${name}" as it must have at least one piece: it has none`,
    );
  }
  let before = 0;
  for (const [until, rate] of parts) {
    checkRate(name, "the rate of a piece", rate);
    if (!(until > before)) {
      throw new RangeError(
        `Cannot make the schedule "${name}" as the times of its pieces must rise: current times are ${
          parts.map(([time]) => time).join(", ")
        }`,
      );
    }
    before = until;
  }
  return schedule(
    name,
    unit,
    last[0],
    (time) => (parts.find(([until]) => time < until) ?? last)[1],
  );
}
