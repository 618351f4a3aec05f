import type { Chart } from "./chart.ts";
import { render, type RenderOptions } from "./render.ts";

/**
 * Writes a chart beside each other as .svg and .png.
 *
 * @param chart The chart.
 * @param path Where to, without extension; its folder must exist.
 * @param options The density of the PNG.
 * @returns The two paths written.
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
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function saveChart(
  chart: Chart,
  path: string,
  options: RenderOptions = {},
): Promise<{ svg: string; png: string }> {
  const picture = await render(chart, options);
  const paths = { svg: `${path}.svg`, png: `${path}.png` };
  await Deno.writeTextFile(paths.svg, picture.svg);
  await Deno.writeFile(paths.png, picture.png);
  return paths;
}
