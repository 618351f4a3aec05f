/** Least and greatest number of a row, or bounds of them. */
export interface RowRange {
  /** No number is less. */
  readonly low: number;
  /** No number is greater. */
  readonly high: number;
}

/** The exponent's highest bit: set in a float32 from 2 up, in infinity and in NaN. */
const FROM_TWO = 0x4000_0000;

/** What holds of cosines, whatever the row. */
const SMALL: RowRange = { low: -2, high: 2 };

/**
 * Bounds of a row of similarities, and the check that none is NaN.
 *
 * Rows of float32 numbers between −2 and 2, as cosines are, are known by one
 * bit of each, so that nothing need be compared; others are looked through.
 */
export function rowRange(row: Float32Array | Float64Array): RowRange {
  if (row instanceof Float32Array && isSmall(row)) return SMALL;
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

function isSmall(row: Float32Array): boolean {
  const bits = new Int32Array(row.buffer, row.byteOffset, row.length);
  let all = 0;
  for (let image = 0; image < bits.length; image++) all |= bits[image]!;
  return (all & FROM_TWO) === 0;
}
