import { type Chart, type ChartOptions, COLOURS } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { chart, coloursOf } from "./frame.ts";
import { lossColour } from "./loss_colours.ts";
import { only } from "./only.ts";
import { bySeries, told } from "./series.ts";

/** What one run came to. */
export interface SeedRow {
  /** What was run: a loss. */
  readonly series: string;
  /** The number of this run. */
  readonly value: number;
}

/** The options of {@linkcode seedBars}. */
export interface SeedBarsOptions extends ChartOptions {
  /** What the numbers are, with the unit: the axis. */
  readonly measure: string;
}

/**
 * A bar to the mean of each series and a dot for each run: whether what lies
 * between two means is more than what lies between two seeds.
 *
 * @param rows The runs; series in order of appearance.
 * @param options What is measured, title and size.
 * @returns The chart.
 * @throws {RangeError} If there is no row or a number is not finite.
 *
 * @example Two losses
 * ```ts
 * import { describe, seedBars } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = seedBars([
 *   { series: "softmax", value: 0.9 },
 *   { series: "softmax", value: 1.1 },
 *   { series: "sphere", value: 0.8 },
 * ], { measure: "test error (%)" });
 * assertEquals(
 *   describe(chart),
 *   "Means over seeds: test error (%): softmax 1 (0.9 to 1.1, 2 runs), sphere 0.8 (1 run)",
 * );
 * ```
 */
export function seedBars(
  rows: readonly SeedRow[],
  options: SeedBarsOptions,
): Chart {
  checkRows("the means over seeds", rows, ["value"]);
  const groups = bySeries(rows, "");
  const names = [...groups.keys()];
  const means = [...groups].map(([series, group]) => {
    const values = group.map(({ value }) => value);
    const sum = values.reduce((total, value) => total + value, 0);
    return {
      series,
      value: sum / values.length,
      least: Math.min(...values),
      most: Math.max(...values),
      runs: values.length,
    };
  });
  return chart({
    name: "the means over seeds",
    title: "Means over seeds",
    description: `${options.measure}: ${
      means.map(({ series, value, least, most, runs }) =>
        `${series} ${told(value)} (${
          runs > 1 ? `${told(least)} to ${told(most)}, ${runs} runs` : "1 run"
        })`
      ).join(", ")
    }`,
    values: [
      ...means.map((row) => ({
        ...row,
        label: told(row.value),
        part: "mean",
      })),
      ...rows.map((row) => ({ ...row, part: "run" })),
    ],
    layer: [BAR, DOT, NUMBER],
    encoding: {
      y: {
        field: "series",
        type: "nominal",
        sort: names,
        title: null,
        axis: { labelLimit: 0 },
      },
      x: {
        field: "value",
        type: "quantitative",
        title: options.measure,
        scale: { zero: true },
      },
      color: {
        field: "series",
        type: "nominal",
        scale: {
          domain: names,
          range: names.some(lossColour) ? coloursOf(names) : [COLOURS[0]],
        },
        legend: null,
      },
    },
  }, { ...options, height: options.height ?? 34 * groups.size });
}

const BAR = {
  transform: only("mean"),
  mark: { type: "bar", height: 18, opacity: 0.4 },
};

const DOT = {
  transform: only("run"),
  mark: {
    type: "point",
    filled: true,
    size: 26,
    opacity: 0.9,
  },
};

const NUMBER = {
  transform: only("mean"),
  mark: { type: "text", align: "left", dx: 10, fontSize: 11 },
  encoding: {
    text: { field: "label" },
    color: { value: "#333333" },
    x: { field: "most", type: "quantitative" },
  },
};
