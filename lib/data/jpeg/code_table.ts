/** Bits that are looked up at once. */
export const LOOK = 9;

/** A Huffman code, made ready for reading. */
export interface CodeTable {
  /** By the next 9 bits: length << 8 | symbol of the code that they begin with; 0 if it is longer. */
  readonly short: Uint16Array;
  /** By length: the code after the last one of that length, shifted to 16 bits; ascending. */
  readonly limit: Int32Array;
  /** By length: what is added to a code for its symbol's place. */
  readonly offset: Int32Array;
  /** All symbols, by ascending code. */
  readonly symbols: Uint8Array;
}

/**
 * Makes a code of what a file says: how many codes there are of each length,
 * and their symbols; codes of a length are counted upwards from the last
 * shorter one, a bit appended.
 *
 * @param counts Codes of 1 to 16 bits.
 * @param symbols Their symbols in that order.
 * @returns The table; undefined if bits cannot tell its codes apart, or one is all ones.
 */
export function codeTable(
  counts: Uint8Array,
  symbols: Uint8Array,
): CodeTable | undefined {
  const short = new Uint16Array(1 << LOOK);
  const limit = new Int32Array(17);
  const offset = new Int32Array(17);
  let code = 0;
  let place = 0;
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1]!;
    offset[length] = place - code;
    if (length <= LOOK) {
      for (let i = 0; i < count; i++) {
        const first = (code + i) << (LOOK - length);
        const entry = length << 8 | symbols[place + i]!;
        short.fill(entry, first, first + (1 << (LOOK - length)));
      }
    }
    code += count;
    place += count;
    if (code >= 1 << length) return undefined;
    limit[length] = code << (16 - length);
    code <<= 1;
  }
  return { short, limit, offset, symbols };
}
