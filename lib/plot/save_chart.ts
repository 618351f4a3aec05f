import type { Chart } from "./chart.ts";
import { page } from "./page.ts";
import { render, type RenderOptions } from "./render.ts";

/** The paths of what was written: two pictures, or a page where the path ends in .html. */
export type Saved<Path extends string> = Path extends `${string}.html`
  ? { html: string }
  : { svg: string; png: string };

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
export async function saveChart<Path extends string>(
  chart: Chart,
  path: Path,
  options: RenderOptions = {},
): Promise<Saved<Path>> {
  if (path.endsWith(".html")) {
    await Deno.writeTextFile(path, await chartPage(chart));
    return { html: `${path}` } as Saved<Path>;
  }
  const picture = await render(chart, options);
  const paths = { svg: `${path}.svg`, png: `${path}.png` };
  await Deno.writeTextFile(paths.svg, picture.svg);
  await Deno.writeFile(paths.png, picture.png);
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
