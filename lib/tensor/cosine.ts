import * as tf from "@tensorflow/tfjs";
import { bind } from "./bind.ts";
import { type Float, float } from "./named.ts";
import { rowLength } from "./row_length.ts";
import { unit } from "./unit.ts";

/**
 * The cosine of the angle between every embedding and every class weight.
 *
 * cos θ_ij = x_i · W_j / (|x_i| |W_j|). Rounding may leave a cosine a few
 * float32 steps outside [-1, 1]; {@linkcode angle} allows for it.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length.
 * @returns The matrix of cosines.
 * @throws {RangeError} If the embed axes differ in size.
 *
 * @example Perpendicular and parallel
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { cosine, float } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[2, 0]]), "batch embed");
 * const weight = float(tf.tensor2d([[0, 3], [4, 0]]), "class embed");
 * assertEquals([...cosine(embedding, weight).dataSync()], [0, 1]);
 * ```
 */
export function cosine(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
): Float<"batch class"> {
  bind("cosine", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
  });
  return tf.tidy(() => {
    // Not the unit of every weight: a product as large as the cosines is cheaper.
    const along = tf.matMul(
      unit(embedding),
      weight as tf.Tensor2D,
      false,
      true,
    );
    const cosines = tf.div(along, rowLength(weight) as tf.Tensor1D);
    return float(cosines, "batch class");
  });
}
