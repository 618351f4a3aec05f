import type { Pixels } from "./decode.ts";
import type { Size } from "./input_spec.ts";
import { resizeWindow } from "./resize_window.ts";
import type { Kernel } from "./taps.ts";

export type { Kernel };

/** The triangle: 1 - |d|; Pillow's `BILINEAR`, torchvision's default. */
export const bilinear: Kernel = Object.freeze({
  name: "bilinear",
  support: 1,
  weight: (distance: number) => Math.max(0, 1 - Math.abs(distance)),
});

/** Keys' cubic with a = -0.5; Pillow's `BICUBIC`. */
export const bicubic: Kernel = Object.freeze({
  name: "bicubic",
  support: 2,
  weight: (distance: number) => {
    const d = Math.abs(distance);
    if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
    return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
  },
});

/**
 * Resizes a picture, antialiased: when it shrinks, the kernel widens with it.
 *
 * The arithmetic is Pillow's, to the bit: columns first, then rows (Pillow 13
 * swaps them for some shrinking sizes, a level or so apart), pixel centres at
 * halves, weights in fixed point with 22 bits, each pass rounded to
 * 8 bits. Nets published for torch were trained on such pixels.
 *
 * Departs: sharp, which decodes, is not used here. It shrinks within 11 levels
 * of Pillow, but enlarges with a shift of up to half a pixel, which on
 * noise is 20 levels off in the mean; and a person of Market-1501 (128 x 64)
 * is always enlarged.
 *
 * @param pixels A picture.
 * @param size Rows and columns wanted; the ratio of sides need not be kept.
 * @param kernel The kernel; bilinear when left out.
 * @returns A new picture, or the same one if it has that size.
 * @throws {RangeError} If a side is not a whole number from 1.
 *
 * @example Two pixels become four
 * ```ts
 * import { resize } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const data = Uint8Array.of(0, 0, 0, 100, 100, 100);
 * const wide = resize({ height: 1, width: 2, data }, { height: 1, width: 4 });
 * assertEquals([...wide.data].filter((_, i) => i % 3 === 0), [0, 25, 75, 100]);
 * ```
 */
export function resize(
  pixels: Pixels,
  size: Size,
  kernel: Kernel = bilinear,
): Pixels {
  for (const side of ["height", "width"] as const) {
    if (!Number.isInteger(size[side]) || size[side] < 1) {
      throw new RangeError(
        `Cannot resize a picture as its ${side} must be a whole number from 1: current ${side} is ${
          size[side]
        }, pass pixels`,
      );
    }
  }
  const { height, width } = size;
  return resizeWindow(pixels, size, kernel, { top: 0, left: 0, height, width });
}
