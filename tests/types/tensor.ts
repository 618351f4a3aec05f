/** Names of axes that must not compile; compiled by types_test.ts alone. */
import * as tf from "@tensorflow/tfjs";
import {
  cosine,
  type Float,
  float,
  type Int,
  int,
  unit,
} from "@spherereid/kit/tensor";

declare const embedding: Float<"batch embed">;
declare const image: Float<"batch row column channel">;
declare const label: Int<"batch">;

// Right calls.
const fourth: tf.Tensor4D = image;
const zeroth: tf.Scalar = float(tf.scalar(1), "");
const named: Float<"batch embed"> = unit(embedding);
tf.dispose([fourth, zeroth, named]);

// @ts-expect-error four axes are no matrix
const matrix: tf.Tensor2D = image;
// @ts-expect-error other names
const renamed: Float<"class embed"> = embedding;
// @ts-expect-error whole numbers are no float32
const floats: Float<"batch"> = label;
// @ts-expect-error an unnamed tensor has no names
const unnamed: Float<"batch embed"> = tf.tensor2d([[1]]);
// @ts-expect-error unit scales rows: it wants two axes
unit(image);
// @ts-expect-error unit keeps the names
const changed: Float<"class embed"> = unit(embedding);
// @ts-expect-error cosine's second argument is the class weight
cosine(embedding, embedding);
// @ts-expect-error int gives whole numbers
const wrong: Float<"batch"> = int(tf.ones([2]), "batch");
tf.dispose([matrix, renamed, floats, unnamed, changed, wrong]);
