import type { Chart } from "./chart.ts";
import { escapeHtml } from "./escape_html.ts";
import { letters } from "./letters.ts";

/** The options of {@linkcode render}. */
export interface RenderOptions {
  /**
   * Pixels of the PNG for each CSS pixel of the chart.
   *
   * @default {2}
   */
  readonly density?: number;
}

/** A chart as pictures. */
export interface Picture {
  /** The SVG text, the same for the same chart. */
  readonly svg: string;
  /** The PNG file. */
  readonly png: Uint8Array;
}

/**
 * Draws a chart without a browser.
 *
 * The PNG's letters come from an npm package of the DejaVu fonts, so that
 * labels show on a machine without fonts. Loads vega and a native renderer on
 * the first call, which needs the permissions ffi, read, env and sys.
 *
 * @param chart The chart.
 * @param options The density of the PNG.
 * @returns The chart as SVG and as PNG.
 * @throws {RangeError} If the density is not above 0.
 *
 * @example A picture of two numbers
 * ```ts
 * import { lossCurve, render } from "@spherereid/kit/plot";
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 *
 * const { svg, png } = await render(lossCurve([
 *   { step: 0, loss: 2 },
 *   { step: 9, loss: 1 },
 * ]));
 * assertStringIncludes(svg, "loss (nats)");
 * assertEquals([...png.slice(1, 4)], [..."PNG"].map((c) => c.charCodeAt(0)));
 * ```
 */
export async function render(
  chart: Chart,
  options: RenderOptions = {},
): Promise<Picture> {
  const { density = 2 } = options;
  if (!(density > 0 && density < Infinity)) {
    throw new RangeError(
      `Cannot draw a picture as its density must be above 0: current density is ${density}`,
    );
  }
  const [{ compile }, vega, { Resvg }] = await Promise.all([
    import("vega-lite"),
    import("vega"),
    import("@resvg/resvg-js"),
  ]);
  const view = new vega.View(vega.parse(compile(chart).spec), {
    renderer: "none",
  });
  const svg = spoken(await view.toSVG(), chart.description);
  view.finalize();
  const png = new Resvg(svg, {
    fitTo: { mode: "zoom", value: density },
    font: letters(),
  }).render().asPng();
  return { svg, png: new Uint8Array(png) };
}

/** The SVG with its text twin, for those who have it read to them. */
function spoken(svg: string, text: string): string {
  const label = escapeHtml(text);
  return svg.replace("<svg ", () => `<svg role="img" aria-label="${label}" `);
}
