import * as tf from "@tensorflow/tfjs";

/**
 * Dot products of two blocks of rows as the matrix product of the engine in
 * use: what `reRank`, `expandQueries` and `nearestLists` take as `similarity`.
 *
 * Both blocks go to the engine and the table comes back; nothing stays there.
 * Sums are the engine's own, in float32.
 *
 * @param query Rows, one after another.
 * @param gallery Rows of the same size.
 * @param size The size of a row.
 * @returns The table, query by gallery.
 *
 * @example Two queries, three images
 * ```ts
 * import { useEngine } from "@spherereid/kit/engine";
 * import { engineProducts } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * await useEngine("wasm");
 * const query = Float32Array.of(1, 0, 0, 1);
 * const gallery = Float32Array.of(1, 0, 0, 1, 0, -1);
 * const table = await engineProducts(query, gallery, 2);
 * assertEquals([...table], [1, 0, 0, 0, 1, -1]);
 * ```
 */
export async function engineProducts(
  query: Float32Array,
  gallery: Float32Array,
  size: number,
): Promise<Float32Array> {
  const table = tf.tidy(() =>
    tf.matMul(
      tf.tensor2d(query, [query.length / size, size]),
      tf.tensor2d(gallery, [gallery.length / size, size]),
      false,
      true,
    )
  );
  try {
    return await table.data() as Float32Array;
  } finally {
    table.dispose();
  }
}
