import { type CodeTable, codeTable } from "./code_table.ts";

/** One of the three components of a plain JPEG: Y, Cb or Cr. */
export interface Component {
  /** Blocks of 8x8 across a minimal coded unit. */
  readonly across: number;
  /** Blocks down a minimal coded unit. */
  readonly down: number;
  /** 64 divisors, in the zigzag order of the file. */
  readonly divisor: Int32Array;
  /** The code of a block's mean. */
  readonly mean: CodeTable;
  /** The code of its 63 other coefficients. */
  readonly detail: CodeTable;
}

/** What a plain JPEG says of itself before its first coded bit. */
export interface Header {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
  /** Y, Cb, Cr. */
  readonly components: readonly [Component, Component, Component];
  /** Where its coded bits begin. */
  readonly start: number;
}

/** Blocks of Y that a coded unit may have, across and down: 4:4:4, 4:2:2 and 4:2:0. */
const SHAPES = ["1x1", "2x1", "2x2"];

/**
 * Reads the segments before the coded bits.
 *
 * @param bytes The whole file.
 * @returns The header; undefined unless the picture is plain: baseline, 8 bits, Y Cb Cr in one scan, without profile, EXIF, Adobe's mark or restarts.
 */
export function readHeader(bytes: Uint8Array): Header | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const divisors: (Int32Array | undefined)[] = [];
  const codes: (CodeTable | undefined)[] = [];
  let frame: Uint8Array | undefined;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    const end = at + 2 + word(bytes, at + 2);
    const body = bytes.subarray(at + 4, end);
    if (end > bytes.length) return undefined;
    at = end;
    if (marker === 0xdb) {
      if (!readDivisors(body, divisors)) return undefined;
    } else if (marker === 0xc4) {
      if (!readCodes(body, codes)) return undefined;
    } else if (marker === 0xc0 && frame === undefined) {
      frame = body;
    } else if (marker === 0xda) {
      return frame && joined(frame, body, divisors, codes, at);
    } else if (marker !== 0xe0 && marker !== 0xfe) {
      return undefined; // neither JFIF's own segment nor a comment
    }
  }
  return undefined;
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at]! << 8 | bytes[at + 1]!;
}

function readDivisors(
  body: Uint8Array,
  into: (Int32Array | undefined)[],
): boolean {
  let at = 0;
  for (; at + 65 <= body.length; at += 65) {
    const place = body[at]!; // above 3: 16 bits a divisor
    if (place > 3) return false;
    into[place] = Int32Array.from(body.subarray(at + 1, at + 65));
  }
  return at === body.length;
}

function readCodes(
  body: Uint8Array,
  into: (CodeTable | undefined)[],
): boolean {
  let at = 0;
  while (at + 17 <= body.length) {
    const place = body[at]!;
    const counts = body.subarray(at + 1, at + 17);
    const end = at + 17 + counts.reduce((sum, count) => sum + count, 0);
    const table = codeTable(counts, body.subarray(at + 17, end));
    const isMean = place < 0x10;
    if (
      table === undefined || end > body.length || (place & 0xef) > 3 ||
      isMean && table.symbols.some((size) => size > 15)
    ) return false;
    into[place] = table;
    at = end;
  }
  return at === body.length;
}

/** The header of a frame and a scan, if they are of three components with tables for each. */
function joined(
  frame: Uint8Array,
  scan: Uint8Array,
  divisors: readonly (Int32Array | undefined)[],
  codes: readonly (CodeTable | undefined)[],
  start: number,
): Header | undefined {
  const isPlain = frame.length === 15 && frame[0] === 8 && frame[5] === 3 &&
    scan.length === 10 && scan[0] === 3 &&
    scan[7] === 0 && scan[8] === 63 && scan[9] === 0;
  if (!isPlain) return undefined;
  const components: Component[] = [];
  for (let number = 0; number < 3; number++) {
    const [name, sides, place] = frame.subarray(6 + 3 * number) as unknown as [
      number,
      number,
      number,
    ];
    const tables = scan[2 + 2 * number]!;
    const divisor = divisors[place];
    const mean = codes[tables >> 4];
    const detail = codes[0x10 | tables & 15];
    const shape = `${sides >> 4}x${sides & 15}`;
    if (
      name !== number + 1 || scan[1 + 2 * number] !== name ||
      !SHAPES.includes(shape) || number > 0 && shape !== "1x1" ||
      !divisor || !mean || !detail
    ) return undefined;
    components.push({
      across: sides >> 4,
      down: sides & 15,
      divisor,
      mean,
      detail,
    });
  }
  return {
    height: word(frame, 1),
    width: word(frame, 3),
    components: components as [Component, Component, Component],
    start,
  };
}
