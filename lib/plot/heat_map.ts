import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { chart } from "./frame.ts";

/** A cell of a table of numbers. */
export interface HeatCell {
  /** Which row. */
  readonly row: string;
  /** Which column. */
  readonly column: string;
  /** Its number; null where there is none. */
  readonly value: number | null;
}

/** The options of {@linkcode heatMap}. */
export interface HeatMapOptions extends ChartOptions {
  /** What the numbers are, with the unit. */
  readonly measure: string;
  /** What the rows are. @default {"row"} */
  readonly down?: string;
  /** What the columns are. @default {"column"} */
  readonly along?: string;
  /** Digits behind the point. @default {1} */
  readonly digits?: number;
  /**
   * The numbers that the palest and the fullest colour stand for.
   *
   * @default {the least and the largest number}
   */
  readonly domain?: readonly [least: number, most: number];
}

/** CSS pixels of a cell, where no size is given. */
const [WIDE, TALL] = [64, 36];

/**
 * A table of numbers with a colour behind each: cameras against cameras, one
 * setting against another.
 *
 * @param rows The cells; rows and columns in order of appearance.
 * @param options What is measured, what rows and columns are, title and size.
 * @returns The chart.
 * @throws {RangeError} If there is no number, or one is not finite.
 *
 * @example Two cameras
 * ```ts
 * import { describe, heatMap } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = heatMap([
 *   { row: "1", column: "1", value: null },
 *   { row: "1", column: "2", value: 80 },
 *   { row: "2", column: "1", value: 60 },
 *   { row: "2", column: "2", value: null },
 * ], { measure: "rank-1 (%)", down: "query camera", along: "gallery camera" });
 * assertEquals(
 *   describe(chart),
 *   "rank-1 (%): query camera 1, gallery camera 2: 80.0 is the largest, query camera 2, gallery camera 1: 60.0 the least of 2, on average 70.0",
 * );
 * ```
 */
export function heatMap(
  rows: readonly HeatCell[],
  options: HeatMapOptions,
): Chart {
  const { down = "row", along = "column", digits = 1 } = options;
  const filled = rows.filter((cell): cell is HeatCell & { value: number } =>
    cell.value !== null
  );
  checkRows("the heat map", filled, ["value"]);
  const values = filled.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const { domain = [least, most] } = options;
  const [low, high] = domain;
  const names = (side: "row" | "column") => [
    ...new Set(rows.map((cell) => cell[side])),
  ];
  const say = (value: number) => {
    const cell = filled.find((one) => one.value === value)!;
    return `${down} ${cell.row}, ${along} ${cell.column}: ${
      value.toFixed(digits)
    }`;
  };
  const sum = values.reduce((total, value) => total + value, 0);
  const axis = (side: "row" | "column", title: string) => ({
    field: side,
    type: "nominal",
    sort: names(side),
    title,
    axis: { labelAngle: 0, domain: false, ticks: false },
  });
  const { measure, title = measure } = options;
  return chart({
    name: "the heat map",
    title,
    description: `${say(most)} is the largest, ${
      say(least)
    } the least of ${values.length}, on average ${
      (sum / values.length).toFixed(digits)
    }`,
    values: rows.map(({ row, column, value }) => ({
      row,
      column,
      value,
      told: value === null ? "–" : value.toFixed(digits),
      full: value !== null && value > (low + high) / 2,
    })),
    layer: [cells(domain, measure), TEXT],
    encoding: { x: axis("column", along), y: axis("row", down) },
  }, {
    ...options,
    width: options.width ?? Math.min(640, WIDE * names("column").length),
    height: options.height ?? TALL * names("row").length,
  });
}

function cells(domain: readonly number[], measure: string): object {
  return {
    transform: [{ filter: "isValid(datum.value)" }],
    mark: { type: "rect", stroke: "white", strokeWidth: 2 },
    encoding: {
      color: {
        field: "value",
        type: "quantitative",
        scale: { scheme: "blues", domain },
        legend: null,
      },
      tooltip: [
        { field: "row", type: "nominal" },
        { field: "column", type: "nominal" },
        { field: "value", type: "quantitative", title: measure },
      ],
    },
  };
}

const TEXT = {
  mark: { type: "text", fontSize: 11 },
  encoding: {
    text: { field: "told", type: "nominal" },
    color: {
      condition: [
        { test: "!isValid(datum.value)", value: "#666666" },
        { test: "datum.full", value: "#fafafa" },
      ],
      value: "#151515",
    },
  },
};
