import type { Chart, ChartOptions } from "./chart.ts";
import { marginChart } from "./margin_chart.ts";
import type { MarginLine } from "./margin_line.ts";
import { plainLogit, turnedLogit } from "./margin_turn.ts";
import { minus } from "./term.ts";

/**
 * How much a margin takes from the own class's logit against the angle to it:
 * s cos θ less the logit, with sliders as {@linkcode targetLogitCurve} has
 * them.
 *
 * @param lines The losses; what `marginStrengths` takes, less its angles.
 * @param options Title and size.
 * @returns The chart.
 * @throws {RangeError} If there is no line, two have one name, or a setting is not finite.
 *
 * @example CosFace takes the same everywhere
 * ```ts
 * import { describe, marginStrengthCurve } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = marginStrengthCurve([{ loss: "cosFace", margin: 0.4, scale: 1 }]);
 * assertEquals(
 *   describe(chart),
 *   "Margin strength: at 0°, 90° and 180° to the own class cosFace 0.4, 0.4, 0.4",
 * );
 * ```
 */
export function marginStrengthCurve(
  lines: readonly MarginLine[],
  options: ChartOptions = {},
): Chart {
  return marginChart(
    {
      name: "the margin strengths",
      title: "Margin strength",
      up: "s cos θ less the logit",
      height: (line, sliders) =>
        minus(plainLogit(line, sliders), turnedLogit(line, sliders)),
    },
    lines,
    options,
  );
}
