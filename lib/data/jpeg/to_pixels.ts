import type { Header } from "./header.ts";
import type { Plane } from "./read_scan.ts";

/** Bits after the point of a colour's weights. */
const BITS = 16;

/** What Cr adds to red and Cb to blue, by level. */
const RED = weights(1.402, 1 << (BITS - 1)).map((fixed) => fixed >> BITS);
const BLUE = weights(1.772, 1 << (BITS - 1)).map((fixed) => fixed >> BITS);

/** What both add to green, with 16 bits after the point; half a unit for rounding lies in one of them. */
const GREEN_CB = weights(-0.34414, 0);
const GREEN_CR = weights(-0.71414, 1 << (BITS - 1));

/**
 * Makes planes into red, green, blue (JFIF's formula, 16 bits after the
 * point). Colours of half the size are enlarged by triangles, three quarters of the nearer
 * and one of the farther level, as decoders call "fancy".
 *
 * @param header The picture's size and shape.
 * @param planes Y, Cb, Cr.
 * @returns height x width x 3 levels.
 */
export function toPixels(
  { height, width, components: [{ across, down }] }: Header,
  [luma, cb, cr]: readonly [Plane, Plane, Plane],
): Uint8Array {
  const out = new Uint8ClampedArray(height * width * 3);
  const columns = Math.ceil(width / across);
  const rows = Math.ceil(height / down);
  const blue = new Int32Array(columns * 2);
  const red = new Int32Array(columns * 2);
  for (let row = 0, to = 0; row < height; row++) {
    for (const [plane, line] of [[cb, blue], [cr, red]] as const) {
      if (across === 1) copy(plane, row, line, columns);
      else if (down === 1) widen(plane, row, line, columns);
      else enlarge(plane, row, rows, line, columns);
    }
    let from = row * luma.line;
    for (let column = 0; column < width; column++, to += 3) {
      const y = luma.data[from++]!;
      const b = blue[column]!, r = red[column]!;
      out[to] = y + RED[r]!;
      out[to + 1] = y + ((GREEN_CB[b]! + GREEN_CR[r]!) >> BITS);
      out[to + 2] = y + BLUE[b]!;
    }
  }
  return new Uint8Array(out.buffer);
}

/** A line as it is. */
function copy(
  { data, line }: Plane,
  row: number,
  into: Int32Array,
  columns: number,
): void {
  const from = row * line;
  for (let at = 0; at < columns; at++) into[at] = data[from + at]!;
}

/** A line of twice the width. */
function widen(
  { data, line }: Plane,
  row: number,
  into: Int32Array,
  columns: number,
): void {
  const from = row * line;
  const last = columns - 1;
  for (let at = 0; at <= last; at++) {
    const here = data[from + at]!;
    const left = data[from + Math.max(at - 1, 0)]!;
    const right = data[from + Math.min(at + 1, last)]!;
    into[2 * at] = at === 0 ? here : (3 * here + left + 1) >> 2;
    into[2 * at + 1] = at === last ? here : (3 * here + right + 2) >> 2;
  }
}

/** A line of twice the width between two rows. */
function enlarge(
  { data, line }: Plane,
  row: number,
  rows: number,
  into: Int32Array,
  columns: number,
): void {
  const near = row >> 1;
  const far = row % 2 === 0
    ? Math.max(near - 1, 0)
    : Math.min(near + 1, rows - 1);
  const a = near * line, b = far * line;
  let left = 3 * data[a]! + data[b]!;
  let here = left;
  for (let at = 0; at < columns; at++) {
    const next = Math.min(at + 1, columns - 1);
    const right = 3 * data[a + next]! + data[b + next]!;
    into[2 * at] = (3 * here + left + 8) >> 4;
    into[2 * at + 1] = (3 * here + right + 7) >> 4;
    left = here;
    here = right;
  }
}

/** A weight times each level less 128, with 16 bits after the point. */
function weights(weight: number, half: number): Int32Array {
  const fixed = Math.round(weight * 2 ** BITS);
  return Int32Array.from(
    { length: 256 },
    (_, level) => fixed * (level - 128) + half,
  );
}
