import type { Pixels } from "./decode.ts";
import type { InputSpec, Size } from "./input_spec.ts";
import { levelTable } from "./level_table.ts";
import { fillHole } from "./hole.ts";
import { bilinear } from "./resize.ts";
import { alongColumns, alongRows, rowsWanted } from "./resize_window.ts";
import { BITS, type Kernel, taps } from "./taps.ts";
import type { Variation } from "./variation.ts";

/** What all images of a loader have in common. */
export interface View {
  /** The size that pictures are resized to before they are cropped. */
  readonly size: Size;
  /** The kernel of resizing. */
  readonly kernel: Kernel;
  /** What the model wants. */
  readonly input: InputSpec;
}

/** Half a unit of what a weighted sum is rounded to. */
const HALF = 1 << (BITS - 1);

/**
 * Writes a picture as the model wants it: resize, pad, crop, flip, normalise,
 * erase. One pass, which neither makes what the crop leaves out nor copies:
 * the bits are those of the steps one by one.
 *
 * @param pixels A picture of any size.
 * @param view The resized size, kernel and input.
 * @param variation What is cut out, mirrored, erased.
 * @param into The image's place in the batch: height x width x 3 values.
 */
export function render(
  pixels: Pixels,
  { size, kernel, input }: View,
  variation: Variation,
  into: Float32Array,
): void {
  const { top, left, mirrored, hole } = variation;
  const { height, width } = input;
  const table = levelTable(input);
  const red = input.order === "rgb" ? 0 : 2;
  const blue = 2 - red;
  const seen = {
    top: Math.max(top, 0),
    left: Math.max(left, 0),
    height: Math.min(top + height, size.height) - Math.max(top, 0),
    width: Math.min(left + width, size.width) - Math.max(left, 0),
  };
  if (seen.height < height || seen.width < width) blacken(into, table);
  if (seen.height > 0 && seen.width > 0) {
    let rows = taps(pixels.height, size.height, kernel);
    let from = 0;
    let part: Pixels;
    if (pixels.height === size.height) {
      part = alongColumns(pixels, size.width, kernel, seen, 0, size.height);
      rows = taps(size.height, size.height, bilinear);
    } else {
      const [first, end] = rowsWanted(rows, seen);
      part = alongColumns(pixels, size.width, kernel, seen, first, end);
      from = first;
      if (!rows.isBlend) {
        part = alongRows(part, rows, seen, first);
        rows = taps(size.height, size.height, bilinear);
        from = seen.top;
      }
    }
    const { data } = part;
    const line = seen.width * 3;
    const step = mirrored ? -3 : 3;
    const start = mirrored ? width - 1 - (seen.left - left) : seen.left - left;
    for (let row = seen.top; row < seen.top + seen.height; row++) {
      const one = (rows.first[row]! - from) * line;
      const two = one + (rows.count[row]! - 1) * line; // the same if there is one tap
      const w = rows.weight[row * rows.stride]!;
      const v = rows.weight[row * rows.stride + 1]!;
      let to = ((row - top) * width + start) * 3;
      for (let at = 0; at < line; at += 3, to += step) {
        const r = Math.imul(data[one + at + red]!, w) +
          Math.imul(data[two + at + red]!, v);
        const g = Math.imul(data[one + at + 1]!, w) +
          Math.imul(data[two + at + 1]!, v);
        const b = Math.imul(data[one + at + blue]!, w) +
          Math.imul(data[two + at + blue]!, v);
        into[to] = table[(r + HALF) >> BITS]!;
        into[to + 1] = table[256 + ((g + HALF) >> BITS)]!;
        into[to + 2] = table[512 + ((b + HALF) >> BITS)]!;
      }
    }
  }
  if (hole !== undefined) fillHole(into, width, hole);
}

/** The border's level 0 everywhere. */
function blacken(into: Float32Array, table: Float32Array): void {
  for (let at = 0; at < into.length; at += 3) {
    into[at] = table[0]!;
    into[at + 1] = table[256]!;
    into[at + 2] = table[512]!;
  }
}
