import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { chart, colourOf } from "./frame.ts";
import { bySeries, timeAxis, told } from "./series.ts";
import { checkWindow, smoothLines, window } from "./smooth_lines.ts";

/** The loss of one step. */
export interface LossRow {
  /** The number of the step. */
  readonly step: number;
  /** The mean loss of its batch. */
  readonly loss: number;
  /** Which run it belongs to, where a chart compares several. */
  readonly series?: string;
}

/** The options of {@linkcode lossCurve}. */
export interface LossCurveOptions extends ChartOptions {
  /**
   * How many steps the bold line is a mean over; 1 draws the plain losses only.
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
  /** What the loss is, with its unit: the axis. @default {"loss (nats)"} */
  readonly measure?: string;
}

/**
 * The loss over the steps: each batch faint, a running mean bold.
 *
 * @param rows The steps, in order.
 * @param options Title, size and smoothing.
 * @returns The chart.
 * @throws {RangeError} If there is no row or a number is not finite.
 *
 * @example Three steps
 * ```ts
 * import { describe, lossCurve } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = lossCurve([
 *   { step: 1, loss: 6.62 },
 *   { step: 2, loss: 3.1 },
 *   { step: 3, loss: 0.42 },
 * ]);
 * assertEquals(describe(chart), "Loss: loss 6.62 to 0.42 over steps 1 to 3");
 * ```
 */
export function lossCurve(
  rows: readonly LossRow[],
  options: LossCurveOptions = {},
): Chart {
  checkRows("the loss curve", rows, ["step", "loss"]);
  const groups = new Map(
    [...bySeries(rows, "loss")].map((
      [series, group],
    ) => [series, group.map(({ step, loss }) => ({ step, value: loss }))]),
  );
  const { smooth = window(groups), slider = false } = options;
  const { measure = "loss (nats)" } = options;
  checkWindow("the loss curve", smooth);
  return chart({
    name: "the loss curve",
    title: "Loss",
    description: [...groups].map(([series, group]) =>
      `${series} ${told(group[0]!.value)} to ${
        told(group.at(-1)!.value)
      } over steps ${group[0]!.step} to ${group.at(-1)!.step}`
    ).join("; "),
    ...smoothLines(groups, smooth, { title: measure }, slider),
    encoding: {
      x: timeAxis("step", "step"),
      color: colourOf([...groups.keys()]),
    },
  }, options);
}
