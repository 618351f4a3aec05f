import type { Chart } from "./chart.ts";
import { page } from "./page.ts";
import { render, type RenderOptions } from "./render.ts";

/**
 * Writes a chart beside each other as .svg and .png, or live as a page of HTML
 * that needs nothing but a browser.
 *
 * @param chart The chart.
 * @param path Where to, without extension, or with that of a page (.html); its folder must exist.
 * @param options The density of the PNG.
 * @returns The paths written: two pictures, or one page.
 * @throws {Deno.errors.NotFound} If the folder does not exist.
 *
 * @example Into a folder of figures
 * ```ts
 * import { lossCurve, saveChart } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * const chart = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]);
 * const { svg } = await saveChart(chart, `${folder}/loss`);
 * assertEquals(svg, `${folder}/loss.svg`);
 * const { html } = await saveChart(chart, `${folder}/loss.html`);
 * assertEquals(html, `${folder}/loss.html`);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function saveChart(
  chart: Chart,
  path: `${string}.html`,
): Promise<{ html: string }>;
/** The same without the extension of a page: two pictures. */
export function saveChart(
  chart: Chart,
  path: string,
  options?: RenderOptions,
): Promise<{ svg: string; png: string }>;
export async function saveChart(
  chart: Chart,
  path: string,
  options: RenderOptions = {},
): Promise<{ html: string } | { svg: string; png: string }> {
  if (path.endsWith(".html")) {
    await Deno.writeTextFile(path, await chartPage(chart));
    return { html: path };
  }
  const picture = await render(chart, options);
  const paths = { svg: `${path}.svg`, png: `${path}.png` };
  await Deno.writeTextFile(paths.svg, picture.svg);
  await Deno.writeFile(paths.png, picture.png);
  return paths;
}

/** A page with one chart, named as the chart is. */
async function chartPage(chart: Chart): Promise<string> {
  const { title } = chart as { title?: { text?: string } };
  return await page({
    title: title?.text ?? "Chart",
    sections: [{ title: "Chart", parts: [{ kind: "chart", chart }] }],
  });
}
