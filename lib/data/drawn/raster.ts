import sharp from "sharp";

/** The part of the drawing plane that becomes a raster, picture units from 0, 0. */
export interface Extent {
  readonly height: number;
  readonly width: number;
}

/**
 * Rasterises drawings, several at once as that is faster: they are stacked in
 * one SVG, each cut to its own part.
 *
 * @param drawings The SVG shapes of each.
 * @param height Rows of each.
 * @param width Columns of each.
 * @param extent What each shows; stretched where the shapes differ.
 * @returns Red, green, blue and opacity bytes of each, row by row.
 */
export async function rasterise(
  drawings: readonly string[],
  height: number,
  width: number,
  extent: Extent,
): Promise<Uint8Array[]> {
  const parts = drawings.map((shapes, index) =>
    `<svg y="${
      index * height
    }" width="${width}" height="${height}" viewBox="0 0 ${extent.width} ${extent.height}" preserveAspectRatio="none">${shapes}</svg>`
  );
  const all = height * drawings.length;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${all}" viewBox="0 0 ${width} ${all}" stroke-width=".4" stroke-linecap="round" stroke-linejoin="round">${
      parts.join("")
    }</svg>`;
  const bytes = await sharp(new TextEncoder().encode(svg))
    .ensureAlpha()
    .raw()
    .toBuffer();
  const size = height * width * 4;
  return drawings.map((_, index) =>
    bytes.subarray(index * size, (index + 1) * size)
  );
}
