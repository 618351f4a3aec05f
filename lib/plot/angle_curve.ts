import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { chart, colourOf } from "./frame.ts";
import { timeAxis, told } from "./series.ts";
import { checkWindow, smoothLines, window } from "./smooth_lines.ts";

/** Where a batch's embeddings lie on the sphere, on average. */
export interface AngleRow {
  /** The number of the step. */
  readonly step: number;
  /** The mean angle to the centre of the own class, in degrees. */
  readonly own: number;
  /** The mean angle to the nearest centre of another class, in degrees. */
  readonly nearest: number;
}

/** The options of {@linkcode angleCurve}. */
export interface AngleCurveOptions extends ChartOptions {
  /**
   * How many steps the bold lines are a mean over; 1 draws the plain angles only.
   *
   * @default {an odd number near 1/40 of the steps}
   */
  readonly smooth?: number;
  /**
   * Whether the reader can change over how many steps the bold lines are a
   * mean, which starts at `smooth`.
   *
   * @default {false}
   */
  readonly slider?: boolean;
}

const OWN = "to the own centre";
const NEAREST = "to the nearest other centre";

/**
 * The angles between embeddings and class centres over the steps: the own
 * centre should come near, the nearest other stay away.
 *
 * @param rows The steps, in order.
 * @param options Title, size and smoothing.
 * @returns The chart.
 * @throws {RangeError} If there is no row or a number is not finite.
 *
 * @example Learning pulls them apart
 * ```ts
 * import { angleCurve, describe } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = angleCurve([
 *   { step: 1, own: 90, nearest: 84 },
 *   { step: 9, own: 31.5, nearest: 72 },
 * ]);
 * assertEquals(
 *   describe(chart),
 *   "Angles on the sphere: to the own centre 90° to 31.5°, to the nearest other centre 84° to 72°, over steps 1 to 9",
 * );
 * ```
 */
export function angleCurve(
  rows: readonly AngleRow[],
  options: AngleCurveOptions = {},
): Chart {
  checkRows("the angle curve", rows, ["step", "own", "nearest"]);
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const groups = new Map([
    [OWN, rows.map(({ step, own }) => ({ step, value: own }))],
    [NEAREST, rows.map(({ step, nearest }) => ({ step, value: nearest }))],
  ]);
  const { smooth = window(groups), slider = false } = options;
  checkWindow("the angle curve", smooth);
  return chart({
    name: "the angle curve",
    title: "Angles on the sphere",
    description: `${OWN} ${told(first.own)}° to ${
      told(last.own)
    }°, ${NEAREST} ${told(first.nearest)}° to ${
      told(last.nearest)
    }°, over steps ${first.step} to ${last.step}`,
    ...smoothLines(groups, smooth, {
      title: "mean angle (degrees)",
      scale: { zero: true, nice: false },
      axis: {
        values: Array.from({ length: 13 }, (_, i) => i * 15),
        labelExpr: "datum.label + '°'",
      },
    }, slider),
    encoding: {
      x: timeAxis("step", "step"),
      color: colourOf([OWN, NEAREST]),
    },
  }, options);
}
