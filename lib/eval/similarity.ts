/**
 * The similarity of each query row to each gallery row: a table of query rows
 * by gallery rows, larger for more alike.
 *
 * It must not return NaN, and must not depend on which rows share a call.
 */
export type Similarity = (
  query: Float32Array,
  gallery: Float32Array,
  size: number,
) =>
  | Float32Array
  | Float64Array
  | Promise<Float32Array | Float64Array>;

/**
 * Dot products, which are cosines for unit rows, summed in float64 from first
 * to last entry: equal rows give equal numbers, on every machine.
 *
 * About 10⁹ products a second on one core. An engine's matrix product is
 * faster; hand it to {@linkcode evaluate} as `similarity`.
 *
 * @param query Query rows, one after another.
 * @param gallery Gallery rows, one after another.
 * @param size The size of a row.
 * @returns The table, query by gallery.
 *
 * @example One query, two images
 * ```ts
 * import { dotProducts } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = new Float32Array([1, 0]);
 * const gallery = new Float32Array([0, 1, 1, 0]);
 * assertEquals(dotProducts(query, gallery, 2), new Float64Array([0, 1]));
 * ```
 */
export function dotProducts(
  query: Float32Array,
  gallery: Float32Array,
  size: number,
): Float64Array {
  const queries = query.length / size;
  const images = gallery.length / size;
  const table = new Float64Array(queries * images);
  // Tiles of 2 x 4 rows load each number once for several products; a rest is
  // done by overlapping the tile before it, so every sum has the same order.
  if (queries < 2 || images < 4) return oneByOne(query, gallery, size, table);
  for (let tileColumn = 0; tileColumn < images; tileColumn += 4) {
    const column = Math.min(tileColumn, images - 4);
    for (let tileRow = 0; tileRow < queries; tileRow += 2) {
      const row = Math.min(tileRow, queries - 2);
      const [q0, q1] = [row * size, (row + 1) * size];
      const g0 = column * size;
      const [g1, g2, g3] = [g0 + size, g0 + 2 * size, g0 + 3 * size];
      let a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0;
      for (let i = 0; i < size; i++) {
        const a = query[q0 + i]!;
        const b = query[q1 + i]!;
        const w = gallery[g0 + i]!;
        const x = gallery[g1 + i]!;
        const y = gallery[g2 + i]!;
        const z = gallery[g3 + i]!;
        a0 += a * w;
        a1 += a * x;
        a2 += a * y;
        a3 += a * z;
        b0 += b * w;
        b1 += b * x;
        b2 += b * y;
        b3 += b * z;
      }
      const [upper, lower] = [row * images, (row + 1) * images];
      table[upper + column] = a0;
      table[upper + column + 1] = a1;
      table[upper + column + 2] = a2;
      table[upper + column + 3] = a3;
      table[lower + column] = b0;
      table[lower + column + 1] = b1;
      table[lower + column + 2] = b2;
      table[lower + column + 3] = b3;
    }
  }
  return table;
}

function oneByOne(
  query: Float32Array,
  gallery: Float32Array,
  size: number,
  table: Float64Array,
): Float64Array {
  const images = gallery.length / size;
  for (let cell = 0; cell < table.length; cell++) {
    const q = Math.floor(cell / images) * size;
    const g = (cell % images) * size;
    let sum = 0;
    for (let i = 0; i < size; i++) sum += query[q + i]! * gallery[g + i]!;
    table[cell] = sum;
  }
  return table;
}
