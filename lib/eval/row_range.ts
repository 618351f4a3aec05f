/** Least and greatest number of a row, or bounds of them. */
export interface RowRange {
  /** No number is less. */
  readonly low: number;
  /** No number is greater. */
  readonly high: number;
}

/** The exponent's highest bit: set in a float32 from 2 up, in infinity and in NaN. */
const FROM_TWO = 0x4000_0000;

/**
 * Bounds of a row of similarities, and the check that none is NaN.
 *
 * Float32 numbers between −2 and 2, as cosines are, are compared by their bits,
 * which order those above 0 as whole numbers; others are looked through.
 */
export function rowRange(row: Float32Array | Float64Array): RowRange {
  const small = row instanceof Float32Array ? smallRange(row) : undefined;
  if (small) return small;
  let low = Infinity;
  let high = -Infinity;
  for (let image = 0; image < row.length; image++) {
    const value = row[image]!;
    if (!(value <= high)) {
      if (Number.isNaN(value)) {
        throw new RangeError(
          "Cannot rank as no similarity must be NaN: at least one is",
        );
      }
      high = value;
    }
    if (value < low) low = value;
  }
  return { low, high };
}

/** Bounds of numbers between −2 and 2; undefined if one is not. */
function smallRange(row: Float32Array): RowRange | undefined {
  const bits = new Int32Array(row.buffer, row.byteOffset, row.length);
  let [all, top] = [0, 0];
  for (let image = 0; image < bits.length; image++) {
    const own = bits[image]!;
    all |= own;
    if (own > top) top = own;
  }
  if ((all & FROM_TWO) !== 0) return undefined;
  return { low: -2, high: new Float32Array(Int32Array.of(top).buffer)[0]! };
}
