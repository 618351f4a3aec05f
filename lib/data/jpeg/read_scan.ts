import { LOOK } from "./code_table.ts";
import type { Component, Header } from "./header.ts";
import { inverseCosine } from "./inverse_cosine.ts";

/** One component's levels, in whole blocks. */
export interface Plane {
  /** Levels, row by row; those beyond the picture's edge are not seen. */
  readonly data: Uint8ClampedArray;
  /** Levels from one row to the next. */
  readonly line: number;
}

/** The most that a coefficient of levels within 512 of their middle can be. */
const MOST = 8 * 512;

/** Where the coefficients of a file's zigzag lie in a block, row by row. */
const ZIGZAG = zigzag();

/**
 * Reads the coded bits of all blocks.
 *
 * @param bytes The whole file.
 * @param header What it says of itself.
 * @returns Three planes; undefined if the bits end early, break the code, leave something over or give levels far off.
 */
export function readScan(
  bytes: Uint8Array,
  header: Header,
): readonly [Plane, Plane, Plane] | undefined {
  const { components } = header;
  const [{ across, down }] = components;
  const columns = Math.ceil(header.width / (8 * across));
  const rows = Math.ceil(header.height / (8 * down));
  const planes = components.map((component): Plane => {
    const line = columns * component.across * 8;
    const data = new Uint8ClampedArray(line * rows * component.down * 8);
    return { data, line };
  });
  const bits: Bits = { bytes, at: header.start, buffer: 0, count: 0, over: 0 };
  const last = new Int32Array(3);
  const block = new Int32Array(64);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let number = 0; number < 3; number++) {
        const component = components[number]!;
        const { data, line } = planes[number]!;
        for (let y = 0; y < component.down; y++) {
          for (let x = 0; x < component.across; x++) {
            const at = (row * component.down + y) * 8 * line +
              (column * component.across + x) * 8;
            block.fill(0);
            if (!readBlock(bits, component, block)) return undefined;
            last[number] = last[number]! + block[0]!;
            block[0] = last[number]! * component.divisor[0]!;
            if (block[0] > MOST || block[0] < -MOST) return undefined;
            if (!inverseCosine(block, data, at, line)) return undefined;
          }
        }
      }
    }
  }
  const isWhole = bits.over <= bits.count && bits.count - bits.over < 8 &&
    bytes[bits.at] === 0xff && bytes[bits.at + 1] === 0xd9;
  return isWhole ? planes as [Plane, Plane, Plane] : undefined;
}

/** A place in the coded bits. */
interface Bits {
  readonly bytes: Uint8Array;
  /** The next byte. */
  at: number;
  /** The last bits read from bytes, of which the lowest `count` are not used yet. */
  buffer: number;
  count: number;
  /** Bits that were made up behind the end. */
  over: number;
}

/**
 * One block's coefficients, multiplied by their divisors; the first is the
 * difference to the last block's, as it stands.
 */
function readBlock(
  bits: Bits,
  { mean, detail, divisor }: Component,
  block: Int32Array,
): boolean {
  const { bytes } = bits;
  let { at, buffer, count } = bits;
  let table = mean;
  for (let k = 0; k < 64; k++) {
    // at least 25 bits: a code takes 16 at most
    while (count <= 24) {
      let byte = bytes[at]!;
      if (byte !== 0xff) at++;
      else if (bytes[at + 1] === 0) at += 2;
      else byte = 0, bits.over += 8; // a marker ends the bits
      buffer = buffer << 8 | byte;
      count += 8;
    }
    let symbol = table.short[(buffer >>> (count - LOOK)) & 511]!;
    if (symbol !== 0) {
      count -= symbol >> 8;
      symbol &= 255;
    } else {
      const code = (buffer >>> (count - 16)) & 0xffff;
      let length = LOOK + 1;
      while (length <= 16 && code >= table.limit[length]!) length++;
      if (length > 16) return false;
      count -= length;
      symbol = table.symbols[(code >> (16 - length)) + table.offset[length]!]!;
    }
    if (k > 0) {
      k += symbol >> 4;
      if (symbol === 0) break; // the rest is 0
      if (k > 63) return false;
    }
    const size = k === 0 ? symbol : symbol & 15;
    if (size === 0) {
      if (k > 0 && symbol !== 0xf0) return false;
    } else {
      if (size > 11) return false;
      while (count < size) {
        let byte = bytes[at]!;
        if (byte !== 0xff) at++;
        else if (bytes[at + 1] === 0) at += 2;
        else byte = 0, bits.over += 8;
        buffer = buffer << 8 | byte;
        count += 8;
      }
      count -= size;
      const value = (buffer >>> count) & ((1 << size) - 1);
      const signed = value >> (size - 1) ? value : value + 1 - (1 << size);
      const exact = k === 0 ? signed : signed * divisor[k]!;
      if (exact > MOST || exact < -MOST) return false;
      block[ZIGZAG[k]!] = exact;
    }
    table = detail;
  }
  bits.at = at;
  bits.buffer = buffer;
  bits.count = count;
  return true;
}

/** Diagonals, up and down in turn. */
function zigzag(): Uint8Array {
  const order = Array.from({ length: 64 }, (_, place) => place);
  const key = (place: number) => {
    const [row, column] = [place >> 3, place & 7];
    return (row + column) * 8 + ((row + column) % 2 === 0 ? column : row);
  };
  return Uint8Array.from(order.sort((a, b) => key(a) - key(b)));
}
