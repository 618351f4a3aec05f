import type { TopLevelSpec } from "vega-lite";

/** A Vega-Lite 5 chart that carries its own text twin in `description`. */
export type Chart = TopLevelSpec & {
  /** What the chart shows, with its numbers, in one sentence. */
  readonly description: string;
};

/** What every chart lets one choose. */
export interface ChartOptions {
  /**
   * The line above the chart.
   *
   * @default {the chart's own}
   */
  readonly title?: string;
  /**
   * The width of the plotting area in CSS pixels.
   *
   * @default {640}
   */
  readonly width?: number;
  /**
   * The height of the plotting area in CSS pixels.
   *
   * @default {320}
   */
  readonly height?: number;
}

/**
 * One colour per series, told apart with any colour vision (Okabe and Ito
 * 2008; its yellow left out, which is too light for a line, grey added).
 */
export const COLOURS: readonly string[] = [
  "#0072b2", // blue
  "#d55e00", // vermilion
  "#009e73", // green
  "#cc79a7", // purple
  "#e69f00", // orange
  "#56b4e9", // sky
  "#666666", // grey
];
