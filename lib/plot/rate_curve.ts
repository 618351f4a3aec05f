import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { chart, colourOf } from "./frame.ts";
import { bySeries, timeAxis, told } from "./series.ts";
import { thin } from "./thin.ts";

/** The learning rate at one time. */
export interface RateRow {
  /** The time, in the unit that the options state. */
  readonly time: number;
  /** The learning rate. */
  readonly rate: number;
  /** Which schedule it belongs to, where a chart compares several. */
  readonly series?: string;
}

/** The options of {@linkcode rateCurve}. */
export interface RateCurveOptions extends ChartOptions {
  /**
   * What time counts.
   *
   * @default {"step"}
   */
  readonly unit?: "epoch" | "step";
  /**
   * How rates are spaced: "log" shows a drop to a tenth as equal wherever it is.
   *
   * @default {"log", or "linear" where a rate is 0}
   */
  readonly scale?: "log" | "linear";
}

/**
 * The learning rate over time.
 *
 * @param rows The rates, in order of time.
 * @param options Title, size, unit of time and scale.
 * @returns The chart.
 * @throws {RangeError} If there is no row, a number is not finite, or a log scale meets a rate that is not above 0.
 *
 * @example A rise and a drop
 * ```ts
 * import { describe, rateCurve } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = rateCurve(
 *   [5e-5, 1e-3, 1e-4].map((rate, time) => ({ time, rate })),
 *   { unit: "epoch" },
 * );
 * assertEquals(
 *   describe(chart),
 *   "Learning rate: rate 5e-5 to 1e-4, highest 0.001, over epochs 0 to 2",
 * );
 * ```
 */
export function rateCurve(
  rows: readonly RateRow[],
  options: RateCurveOptions = {},
): Chart {
  checkRows("the rate curve", rows, ["time", "rate"]);
  const zero = rows.some(({ rate }) => rate <= 0);
  const { unit = "step", scale = zero ? "linear" : "log" } = options;
  if (scale === "log" && zero) {
    throw new RangeError(
      "Cannot draw the rate curve as a log scale must have rates above 0: at least one is not",
    );
  }
  const groups = bySeries(rows, "rate");
  return chart({
    name: "the rate curve",
    title: "Learning rate",
    description: [...groups].map(([series, group]) => {
      const highest = group.reduce((top, { rate }) => Math.max(top, rate), 0);
      return `${series} ${told(group[0]!.rate)} to ${
        told(group.at(-1)!.rate)
      }, highest ${told(highest)}, over ${unit}s ${group[0]!.time} to ${
        group.at(-1)!.time
      }`;
    }).join("; "),
    values: [...groups].flatMap(([series, group]) =>
      thin(group, ({ rate }) => rate)
        .map(({ time, rate }) => ({ series, time, rate }))
    ),
    layer: [{
      mark: { type: "line", interpolate: "step-after", strokeWidth: 2.5 },
    }],
    encoding: {
      x: timeAxis("time", unit),
      y: {
        field: "rate",
        type: "quantitative",
        title: "learning rate",
        scale: scale === "log"
          ? { type: "log" }
          : { type: "linear", zero: true },
        axis: {
          format: "~e",
          labelExpr: "datum.value === 0 ? '0' : datum.label",
          ...(scale === "log" ? { values: decades(rows) } : {}),
        },
      },
      color: colourOf([...groups.keys()]),
    },
  }, options);
}

/** The powers of ten around the rates; with their twos and fives where these are few. */
function decades(rows: readonly RateRow[]): number[] {
  const logs = rows.map(({ rate }) => Math.log10(rate));
  const low = Math.floor(logs.reduce((a, b) => Math.min(a, b)));
  const high = Math.ceil(logs.reduce((a, b) => Math.max(a, b)));
  const steps = high - low > 2 ? [1] : [1, 2, 5];
  const values: number[] = [];
  for (let power = low; power <= high; power++) {
    for (const step of steps) values.push(Number(`${step}e${power}`));
  }
  return values;
}
