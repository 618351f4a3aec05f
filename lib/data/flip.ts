import type { Pixels } from "./decode.ts";

/**
 * Swaps left and right.
 *
 * @param pixels A picture.
 * @returns A new picture.
 *
 * @example Two pixels
 * ```ts
 * import { flip } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const data = Uint8Array.of(1, 2, 3, 4, 5, 6);
 * assertEquals([...flip({ height: 1, width: 2, data }).data], [4, 5, 6, 1, 2, 3]);
 * ```
 */
export function flip(pixels: Pixels): Pixels {
  const { height, width } = pixels;
  const data = new Uint8Array(pixels.data.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * 3;
      const to = (row * width + width - 1 - column) * 3;
      data[to] = pixels.data[from]!;
      data[to + 1] = pixels.data[from + 1]!;
      data[to + 2] = pixels.data[from + 2]!;
    }
  }
  return { height, width, data };
}
