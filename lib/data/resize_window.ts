import type { Pixels } from "./decode.ts";
import type { Size } from "./input_spec.ts";
import { BITS, type Kernel, type Taps, taps } from "./taps.ts";

/** A rectangle of a picture. */
export interface Window extends Size {
  /** Rows above it. */
  readonly top: number;
  /** Columns left of it. */
  readonly left: number;
}

/** Half a unit of what a weighted sum is rounded to. */
const HALF = 1 << (BITS - 1);

/**
 * A rectangle of a resized picture, without the work for the rest: the bits
 * of `resize`, then `crop`.
 *
 * @param pixels A picture.
 * @param size Rows and columns of the whole resized picture.
 * @param kernel The kernel.
 * @param window The rectangle of it; lies in it.
 * @returns A new picture, or the same one if it has that size and all of it is wanted.
 */
export function resizeWindow(
  pixels: Pixels,
  size: Size,
  kernel: Kernel,
  window: Window,
): Pixels {
  if (pixels.height === size.height) {
    const end = window.top + window.height;
    return alongColumns(pixels, size.width, kernel, window, window.top, end);
  }
  const rows = taps(pixels.height, size.height, kernel);
  const [from, to] = rowsWanted(rows, window);
  const wide = alongColumns(pixels, size.width, kernel, window, from, to);
  return alongRows(wide, rows, window, from);
}

/** The rows in, from and to, that the window's rows are made of. */
export function rowsWanted(
  { first, count }: Taps,
  { top, height }: Window,
): readonly [number, number] {
  const last = top + height - 1;
  return [first[top]!, first[last]! + count[last]!];
}

/** Rows `from` to `to` of a picture, with the window's columns of so many. */
export function alongColumns(
  pixels: Pixels,
  across: number,
  kernel: Kernel,
  { left, width }: Window,
  from: number,
  to: number,
): Pixels {
  const { data } = pixels;
  const height = to - from;
  const line = pixels.width * 3;
  if (across === pixels.width && width === across) {
    if (height === pixels.height) return pixels;
    return { height, width, data: data.subarray(from * line, to * line) };
  }
  const { first, count, weight, stride, isBlend } = taps(
    pixels.width,
    across,
    kernel,
  );
  const out = new Uint8ClampedArray(height * width * 3);
  for (let row = from, at = 0; row < to; row++) {
    for (let column = left; column < left + width; column++, at += 3) {
      let red = HALF, green = HALF, blue = HALF;
      let place = row * line + first[column]! * 3;
      const base = column * stride;
      if (isBlend) {
        const w = weight[base]!;
        red += Math.imul(data[place]!, w);
        green += Math.imul(data[place + 1]!, w);
        blue += Math.imul(data[place + 2]!, w);
        if (count[column] === 2) {
          const v = weight[base + 1]!;
          red += Math.imul(data[place + 3]!, v);
          green += Math.imul(data[place + 4]!, v);
          blue += Math.imul(data[place + 5]!, v);
        }
      } else {
        const end = base + count[column]!;
        for (let tap = base; tap < end; tap++, place += 3) {
          const w = weight[tap]!;
          red += Math.imul(data[place]!, w);
          green += Math.imul(data[place + 1]!, w);
          blue += Math.imul(data[place + 2]!, w);
        }
      }
      out[at] = red >> BITS;
      out[at + 1] = green >> BITS;
      out[at + 2] = blue >> BITS;
    }
  }
  return { height, width, data: new Uint8Array(out.buffer) };
}

/** The window's rows, from a picture that holds its columns and begins at row `from`. */
export function alongRows(
  { width, data }: Pixels,
  { first, count, weight, stride, isBlend }: Taps,
  { top, height }: Window,
  from: number,
): Pixels {
  const line = width * 3;
  const out = new Uint8ClampedArray(height * line);
  const sum = new Int32Array(line);
  for (let row = top, to = 0; row < top + height; row++, to += line) {
    const place = (first[row]! - from) * line;
    const base = row * stride;
    if (isBlend) {
      const w = weight[base]!, v = weight[base + 1]!;
      const next = place + (count[row]! - 1) * line; // the same if there is one tap
      for (let at = 0; at < line; at++) {
        out[to + at] = (HALF + Math.imul(data[place + at]!, w) +
          Math.imul(data[next + at]!, v)) >> BITS;
      }
      continue;
    }
    sum.fill(HALF);
    for (let tap = 0; tap < count[row]!; tap++) {
      const w = weight[base + tap]!;
      const start = place + tap * line;
      for (let at = 0; at < line; at++) {
        sum[at] = sum[at]! + Math.imul(data[start + at]!, w);
      }
    }
    for (let at = 0; at < line; at++) out[to + at] = sum[at]! >> BITS;
  }
  return { height, width, data: new Uint8Array(out.buffer) };
}
