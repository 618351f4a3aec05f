import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { chart, colourOf } from "./frame.ts";
import { bySeries, runningMean, told } from "./series.ts";
import { checkWindow } from "./smooth_lines.ts";
import { thin } from "./thin.ts";

/** A point of a curve. */
export interface CurvePoint {
  /** Which curve it is of, where a chart compares several. */
  readonly series?: string;
  /** Where. */
  readonly x: number;
  /** How high. */
  readonly y: number;
}

/** The options of {@linkcode curveLines}. */
export interface CurveLinesOptions extends ChartOptions {
  /** What runs along, with its unit. @default {"x"} */
  readonly along?: string;
  /** What runs up, with its unit. @default {"y"} */
  readonly up?: string;
  /** How many points each point is a mean over; 1 draws them as they are. @default {1} */
  readonly smooth?: number;
}

/** Up to so many points a curve shows each as a dot, so that one alone is seen. */
const DOTTED = 40;

/**
 * Any curves: a line for each series of points.
 *
 * @param rows The points, those of a series in the order of its line.
 * @param options Title, size and what the axes are.
 * @returns The chart.
 * @throws {RangeError} If there is no row, a number is not finite, or `smooth` is no whole number from 1.
 *
 * @example What margins make of a cosine
 * ```ts
 * import { targetLogits } from "@spherereid/kit/curve";
 * import { curveLines, describe } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = [
 *   ...targetLogits({ loss: "sphere" }),
 *   ...targetLogits({ loss: "lSoftmax" }),
 * ].map(({ loss, angle, logit }) => ({ series: loss, x: angle, y: logit }));
 * const chart = curveLines(rows, {
 *   title: "Target logit",
 *   along: "angle to the own class (degrees)",
 *   up: "logit",
 * });
 * assertEquals(
 *   describe(chart),
 *   "Target logit: logit over angle to the own class (degrees), sphere 1 at 0 to -1 at 180, lSoftmax 1 at 0 to -7 at 180",
 * );
 * ```
 */
export function curveLines(
  rows: readonly CurvePoint[],
  options: CurveLinesOptions = {},
): Chart {
  checkRows("the curves", rows, ["x", "y"]);
  const { along = "x", up = "y", smooth = 1, ...rest } = options;
  checkWindow("the curves", smooth);
  const groups = new Map(
    [...bySeries(rows, "")].map(([series, points]) => [
      series,
      meansOf(points, smooth),
    ]),
  );
  const longest = Math.max(...[...groups.values()].map(({ length }) => length));
  const ends = [...groups].map(([series, points]) => {
    const name = series === "" ? "" : `${series} `;
    const [first, last] = [points[0]!, points.at(-1)!].map(({ x, y }) =>
      `${told(y)} at ${told(x)}`
    );
    return `${name}${first} to ${last}`;
  });
  return chart({
    name: "the curves",
    title: "Curves",
    ...smooth === 1 ? {} : { subtitle: `mean over ${smooth} points` },
    description: [`${up} over ${along}`, ...ends].join(", "),
    values: [...groups].flatMap(([series, points]) =>
      thin(points, ({ y }) => y).map(({ x, y }) => ({ series, x, y }))
    ),
    layer: [{
      mark: { type: "line", strokeWidth: 2, point: longest <= DOTTED },
    }],
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: along,
        scale: { nice: false, zero: false },
        axis: rows.every(({ x }) => Number.isInteger(x))
          ? { tickMinStep: 1 } // no half epochs
          : {},
      },
      y: {
        field: "y",
        type: "quantitative",
        title: up,
        scale: { zero: false },
      },
      color: colourOf([...groups.keys()]),
    },
  }, rest);
}

/** The points, each as high as the mean of itself and its neighbours. */
function meansOf(
  points: readonly CurvePoint[],
  smooth: number,
): readonly CurvePoint[] {
  if (smooth === 1) return points;
  const means = runningMean(points.map(({ y }) => y), smooth);
  return points.map((point, at) => ({ ...point, y: means[at]! }));
}
