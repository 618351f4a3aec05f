import type { Random } from "../random/mod.ts";
import { checkInside } from "./check_inside.ts";
import type { Pixels } from "./decode.ts";
import type { Size } from "./input_spec.ts";

/**
 * Cuts a rectangle out of a picture.
 *
 * @param pixels A picture.
 * @param size Rows and columns of the rectangle.
 * @param top Rows above it.
 * @param left Columns left of it.
 * @returns A new picture, or the same one if nothing is cut off.
 * @throws {RangeError} If the rectangle does not lie in the picture.
 *
 * @example The last of three pixels
 * ```ts
 * import { crop } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const data = Uint8Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3);
 * const last = crop({ height: 1, width: 3, data }, { height: 1, width: 1 }, 0, 2);
 * assertEquals([...last.data], [3, 3, 3]);
 * ```
 */
export function crop(
  pixels: Pixels,
  size: Size,
  top: number,
  left: number,
): Pixels {
  const { height, width } = size;
  checkInside(pixels, size, top, left);
  if (height === pixels.height && width === pixels.width) return pixels;
  const data = new Uint8Array(height * width * 3);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * pixels.width + left) * 3;
    data.set(pixels.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { height, width, data };
}

/**
 * Cuts a rectangle out of the middle of a picture; an odd rest goes below and to the right.
 *
 * @param pixels A picture.
 * @param size Rows and columns of the rectangle.
 * @returns A new picture, or the same one if nothing is cut off.
 * @throws {RangeError} If the rectangle is larger than the picture.
 *
 * @example The middle of three pixels
 * ```ts
 * import { centreCrop } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const data = Uint8Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3);
 * const middle = centreCrop({ height: 1, width: 3, data }, { height: 1, width: 1 });
 * assertEquals([...middle.data], [2, 2, 2]);
 * ```
 */
export function centreCrop(pixels: Pixels, size: Size): Pixels {
  const top = Math.trunc((pixels.height - size.height) / 2);
  const left = Math.trunc((pixels.width - size.width) / 2);
  return crop(pixels, size, top, left);
}

/**
 * Cuts a rectangle out of a picture at a place that chance chooses, each place alike.
 *
 * @param pixels A picture.
 * @param size Rows and columns of the rectangle.
 * @param random Draws the row, then the column.
 * @returns A new picture, or the same one if nothing is cut off.
 * @throws {RangeError} If the rectangle is larger than the picture.
 *
 * @example One of three pixels
 * ```ts
 * import { randomCrop } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { assert } from "@std/assert";
 *
 * const data = Uint8Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3);
 * const one = randomCrop({ height: 1, width: 3, data }, { height: 1, width: 1 }, random(1));
 * assert([1, 2, 3].includes(one.data[0]!));
 * ```
 */
export function randomCrop(
  pixels: Pixels,
  size: Size,
  random: Random,
): Pixels {
  const rows = pixels.height - size.height + 1;
  const columns = pixels.width - size.width + 1;
  if (rows < 1 || columns < 1) return crop(pixels, size, 0, 0);
  const top = random.int(rows);
  return crop(pixels, size, top, random.int(columns));
}
