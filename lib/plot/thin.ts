/**
 * Leaves out points of a long curve that a chart cannot show: of each of
 * `most` / 2 equal stretches of rows only the lowest and the highest stay, and
 * the first and last row always; so no spike is lost.
 *
 * @param rows The rows in the order of the curve.
 * @param height The height of the curve at a row.
 * @param most About how many rows may stay.
 * @returns The rows that stay, in order; all of them where there are no more than `most`.
 * @throws {RangeError} If `most` is below 4.
 *
 * @example A spike among a thousand zeros
 * ```ts
 * import { thin } from "@spherereid/kit/plot";
 * import { assert, assertLess } from "@std/assert";
 *
 * const rows = Array.from({ length: 1000 }, (_, step) => step === 437 ? 1 : 0);
 * const few = thin(rows, (row) => row, 20);
 * assertLess(few.length, 25);
 * assert(few.includes(1));
 * ```
 */
export function thin<Row>(
  rows: readonly Row[],
  height: (row: Row) => number,
  most = 1000,
): Row[] {
  if (!(most >= 4)) {
    throw new RangeError(
      `Cannot thin a curve as at least 4 rows must stay: current number is ${most}`,
    );
  }
  if (rows.length <= most) return [...rows];
  const stretches = Math.floor(most / 2);
  const kept = new Set([0, rows.length - 1]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const start = Math.floor(stretch * rows.length / stretches);
    const end = Math.floor((stretch + 1) * rows.length / stretches);
    let [low, high] = [start, start];
    for (let row = start + 1; row < end; row++) {
      if (height(rows[row]!) < height(rows[low]!)) low = row;
      if (height(rows[row]!) > height(rows[high]!)) high = row;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b).map((row) => rows[row]!);
}
