import type { Similarity } from "./similarity.ts";

/** The similarities of two blocks of rows, checked: as many as there must be, none of them NaN. */
export async function product(
  act: string,
  similarity: Similarity,
  rows: Float32Array,
  others: Float32Array,
  size: number,
): Promise<Float32Array | Float64Array> {
  const table = await similarity(rows, others, size);
  const [height, width] = [rows.length / size, others.length / size];
  if (table.length !== height * width) {
    throw new RangeError(
      `Cannot ${act} as the similarity must give ${height} x ${width} numbers: it gave ${table.length}`,
    );
  }
  for (let cell = 0; cell < table.length; cell++) {
    if (Number.isNaN(table[cell])) {
      throw new RangeError(
        `Cannot ${act} as no similarity must be NaN: at least one is`,
      );
    }
  }
  return table;
}
