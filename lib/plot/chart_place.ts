import type { Chart } from "./chart.ts";
import { describe } from "./describe.ts";
import { escapeHtml, scriptJson } from "./escape_html.ts";

/**
 * The place of a chart on a page: a figure whose words are the chart's text
 * twin, empty until {@linkcode chartScripts} draw into it.
 *
 * @param chart The chart.
 * @param at Its place in {@linkcode chartData}, from 0.
 * @param before HTML that stands in its stead where no script runs, if any.
 * @returns HTML.
 *
 * @example The first chart of a page
 * ```ts
 * import { chartPlace, lossCurve } from "@spherereid/kit/plot";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const chart = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]);
 * const html = chartPlace(chart, 0, "<noscript>no chart</noscript>");
 * assertStringIncludes(html, '<div id="chart-0" class="chart"></div>');
 * assertStringIncludes(html, "<figcaption>Loss: loss 2 to 1 over steps 0 to 9<");
 * ```
 */
export function chartPlace(chart: Chart, at: number, before = ""): string {
  return `<figure>${before}<div><div id="chart-${at}" class="chart"></div></div><figcaption>${
    escapeHtml(describe(chart))
  }</figcaption></figure>`;
}

/**
 * The charts of a page as data that {@linkcode chartScripts} read; it stands
 * before them.
 *
 * @param charts The charts, in the order of their places.
 * @returns A script element that holds no script.
 *
 * @example No text in a chart can end the element
 * ```ts
 * import { chartData, lossCurve } from "@spherereid/kit/plot";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const rows = [{ step: 0, loss: 2 }, { step: 9, loss: 1 }];
 * const html = chartData([lossCurve(rows, { title: "</script>" })]);
 * assertStringIncludes(html, "\\u003c/script>: loss 2 to 1");
 * ```
 */
export function chartData(charts: readonly Chart[]): string {
  return `<script type="application/json" id="charts">${
    scriptJson(charts.map((chart) => ({ ...chart, $schema: undefined }))) // a newer vega-lite reads them
  }</script>`;
}
