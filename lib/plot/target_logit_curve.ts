import type { Chart, ChartOptions } from "./chart.ts";
import { marginChart } from "./margin_chart.ts";
import type { MarginLine } from "./margin_line.ts";
import { turnedLogit } from "./margin_turn.ts";

/**
 * The own class's logit against the angle to it, with a slider for the scale
 * and for each kind of margin that is not given: what m and s make of cos θ.
 *
 * The chart computes the logits itself, by the equations that `curve` has, so
 * that it moves without a kernel.
 *
 * @param lines The losses; what `targetLogits` takes, less its angles.
 * @param options Title and size.
 * @returns The chart.
 * @throws {RangeError} If there is no line, two have one name, or a setting is not finite.
 *
 * @example ArcFace against nothing
 * ```ts
 * import { describe, targetLogitCurve } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = targetLogitCurve([{ loss: "sphere" }, { loss: "arcFace" }]);
 * assertEquals(
 *   describe(chart),
 *   "Target logit: at 0°, 90° and 180° to the own class sphere 1, 0, -1; arcFace 0.878, -0.479, -0.878 (scale s 1, m of the angle (radians) 0.5)",
 * );
 * ```
 */
export function targetLogitCurve(
  lines: readonly MarginLine[],
  options: ChartOptions = {},
): Chart {
  return marginChart(
    {
      name: "the target logits",
      title: "Target logit",
      up: "logit of the own class",
      height: turnedLogit,
    },
    lines,
    options,
  );
}
