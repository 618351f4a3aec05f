/**
 * Curves: rows in, a Vega-Lite 5 chart out, and charts as SVG and PNG.
 *
 * A chart is plain data and shows itself in a notebook; the fifth version of
 * the schema is what notebooks draw. Axes name their units, series have
 * colours that any eye tells apart, long curves are thinned, and each chart
 * says its numbers in {@linkcode describe}. {@linkcode page} puts charts, tables
 * and pictures on a page of HTML that needs nothing but a browser.
 *
 * {@linkcode show} is here and in no folder of its own, as it needs charts and
 * what Deno itself has for notebooks, and nothing else of the library.
 *
 * @module
 */
export * from "./angle_curve.ts";
export * from "./angle_histogram.ts";
export * from "./bundle.ts";
export * from "./chart.ts";
export * from "./chart_place.ts";
export * from "./chart_scripts.ts";
export * from "./chart_style.ts";
export * from "./cmc_curve.ts";
export * from "./curve_lines.ts";
export * from "./decision_rays.ts";
export * from "./describe.ts";
export * from "./display.ts";
export * from "./embedding_scatter.ts";
export { escapeHtml } from "./escape_html.ts";
export * from "./globe.ts";
export * from "./heat_map.ts";
export * from "./in_colours.ts";
export * from "./keypoint_strip.ts";
export * from "./loss_colours.ts";
export * from "./loss_curve.ts";
export * from "./map_scatter.ts";
export type { MarginLine } from "./margin_line.ts";
export * from "./margin_strength_curve.ts";
export * from "./page.ts";
export * from "./page_colours.ts";
export type { PageCell, PagePart, PagePicture } from "./page_parts.ts";
export * from "./page_policy.ts";
export * from "./ranked_strip.ts";
export * from "./rate_curve.ts";
export * from "./render.ts";
export * from "./save_chart.ts";
export * from "./seed_bars.ts";
export * from "./show.ts";
export * from "./strip.ts";
export * from "./target_logit_curve.ts";
export * from "./thin.ts";
export * from "./thumbnail.ts";
