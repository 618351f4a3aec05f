import type { Chart } from "./chart.ts";
import { page } from "./page.ts";
import { render, type RenderOptions } from "./render.ts";

/** The paths of what was written: what the path's extension says, or both pictures. */
export type Saved<Path extends string> = Path extends `${string}.html`
  ? { html: string }
  : Path extends `${string}.svg` ? { svg: string }
  : Path extends `${string}.png` ? { png: string }
  : { svg: string; png: string };

/**
 * Writes a chart as a picture, .svg or .png, or live as a page of HTML that
 * needs nothing but a browser; without an extension both pictures beside each
 * other.
 *
 * @param chart The chart.
 * @param path Where to; its folder must exist.
 * @param options The density of the PNG.
 * @returns The paths written.
 * @throws {Deno.errors.NotFound} If the folder does not exist.
 *
 * @example Into a folder of figures
 * ```ts
 * import { lossCurve, saveChart } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * const chart = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]);
 * const { svg } = await saveChart(chart, `${folder}/loss.svg`);
 * assertEquals(svg, `${folder}/loss.svg`);
 * const { html } = await saveChart(chart, `${folder}/loss.html`);
 * assertEquals(html, `${folder}/loss.html`);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function saveChart<Path extends string>(
  chart: Chart,
  path: Path,
  options: RenderOptions = {},
): Promise<Saved<Path>> {
  if (path.endsWith(".html")) {
    await Deno.writeTextFile(path, await chartPage(chart));
    return { html: `${path}` } as Saved<Path>;
  }
  const { svg, png } = await render(chart, options);
  const named = path.match(/\.(svg|png)$/)?.[1];
  const paths: { svg?: string; png?: string } = {};
  if (named !== "png") {
    paths.svg = named ? path : `${path}.svg`;
    await Deno.writeTextFile(paths.svg, svg);
  }
  if (named !== "svg") {
    paths.png = named ? path : `${path}.png`;
    await Deno.writeFile(paths.png, png);
  }
  return paths as Saved<Path>;
}

/** A page with one chart, named as the chart is. */
async function chartPage(chart: Chart): Promise<string> {
  const { title } = chart as { title?: { text?: string } };
  return await page({
    title: title?.text ?? "Chart",
    sections: [{ title: "Chart", parts: [{ kind: "chart", chart }] }],
  });
}
