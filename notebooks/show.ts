/**
 * Shows charts and pictures in a cell. TO BE REPLACED by lib/plot's `show()`
 * once that is there: notebooks then import it from "@spherereid/kit/plot".
 *
 * @module
 */
import { type Chart, describe, render } from "@spherereid/kit/plot";
import sharp from "sharp";

/** Shows a chart: live where the reader can, a PNG elsewhere, and its numbers as text. */
export async function show(chart: Chart): Promise<void> {
  const { png } = await render(chart);
  await showPicture(png, describe(chart), {
    "application/vnd.vegalite.v5+json": chart,
  });
}

/** Shows a PNG that has two pixels for each of the page's, with a text twin. */
export async function showPicture(
  png: Uint8Array,
  text: string,
  others: Readonly<Record<string, unknown>> = {},
  density = 2,
): Promise<void> {
  const { width } = await sharp(png).metadata();
  const small = await sharp(png).png({ palette: true }).toBuffer();
  await Deno.jupyter.broadcast("display_data", {
    data: {
      ...others,
      "image/png": small.toString("base64"),
      "text/plain": text,
    },
    metadata: { "image/png": { width: Math.round(width / density) } },
    transient: {},
  });
}
