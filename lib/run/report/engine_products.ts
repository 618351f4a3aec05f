import * as tf from "@tensorflow/tfjs";

/** Similarities of rows, computed by the engine. */
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
  const values = await table.data() as Float32Array;
  table.dispose();
  return values;
}
