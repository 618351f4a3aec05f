import type { Chart } from "./chart.ts";
import { describe } from "./describe.ts";
import type { Bundle } from "./display.ts";
import { render } from "./render.ts";

/** A picture that is no chart: a strip, a photograph. */
export interface StillPicture {
  /** A PNG file. */
  readonly png: Uint8Array;
  /** What it shows, in one sentence. */
  readonly description: string;
}

/** Pixels of a PNG for each CSS pixel. */
const DENSITY = 2;

/**
 * A chart as a notebook keeps it: live for JupyterLab, a PNG for readers that
 * draw no charts, and its text twin for those that draw nothing.
 *
 * @param shown A chart, or a picture with its sentence.
 * @returns The forms by MIME type.
 *
 * @example Three forms
 * ```ts
 * import { bundleOf, lossCurve } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const { data } = await bundleOf(lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]));
 * assertEquals(Object.keys(data), [
 *   "application/vnd.vegalite.v5+json",
 *   "image/png",
 *   "text/plain",
 * ]);
 * ```
 */
export async function bundleOf(shown: Chart | StillPicture): Promise<Bundle> {
  if ("png" in shown) {
    return {
      data: {
        "image/png": await compact(shown.png),
        "text/plain": shown.description,
      },
    };
  }
  const { png } = await render(shown, { density: DENSITY });
  const { default: sharp } = await import("sharp");
  const { width } = await sharp(png).metadata();
  return {
    data: {
      "application/vnd.vegalite.v5+json": shown,
      "image/png": await compact(png),
      "text/plain": describe(shown),
    },
    metadata: { "image/png": { width: Math.round(width / DENSITY) } },
  };
}

/** A PNG of at most 256 colours, about a third of the bytes, in base64. */
async function compact(png: Uint8Array): Promise<string> {
  const { default: sharp } = await import("sharp");
  const few = await sharp(png).png({ palette: true }).toBuffer();
  return new Uint8Array(few).toBase64();
}
