import type { Chart } from "./chart.ts";

/**
 * The text twin of a chart: what it shows and its numbers, for terminals, logs
 * and readers who do not see it.
 *
 * @param chart A chart of this folder.
 * @returns One line.
 *
 * @example In a log
 * ```ts
 * import { describe, lossCurve } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]);
 * assertEquals(describe(chart), "Loss: loss 2 to 1 over steps 0 to 9");
 * ```
 */
export function describe(chart: Chart): string {
  return chart.description;
}
