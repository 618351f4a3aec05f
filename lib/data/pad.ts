import { checkBorder } from "./check_border.ts";
import type { Pixels } from "./decode.ts";

/**
 * Puts a black border around a picture.
 *
 * @param pixels A picture.
 * @param border Rows above and below it, columns left and right of it.
 * @returns A new picture, or the same one if there is no border.
 * @throws {RangeError} If the border is no whole number from 0.
 *
 * @example One white pixel becomes nine
 * ```ts
 * import { pad } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const white = { height: 1, width: 1, data: Uint8Array.of(255, 255, 255) };
 * const { height, width, data } = pad(white, 1);
 * assertEquals([height, width], [3, 3]);
 * assertEquals(data.filter((value) => value === 255).length, 3);
 * ```
 */
export function pad(pixels: Pixels, border: number): Pixels {
  checkBorder(border);
  if (border === 0) return pixels;
  const height = pixels.height + 2 * border;
  const width = pixels.width + 2 * border;
  const data = new Uint8Array(height * width * 3);
  const line = pixels.width * 3;
  for (let row = 0; row < pixels.height; row++) {
    const from = pixels.data.subarray(row * line, (row + 1) * line);
    data.set(from, ((row + border) * width + border) * 3);
  }
  return { height, width, data };
}
