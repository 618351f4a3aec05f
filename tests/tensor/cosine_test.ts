import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertThrows } from "@std/assert";
import { cosine, float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { assertNoLeak } from "../_kit/leak.ts";

await tf.setBackend("cpu");

function cosineOf(embedding: number[][], weight: number[][]): number[] {
  return tf.tidy(() =>
    Array.from(
      cosine(
        float(tf.tensor2d(embedding), "batch embed"),
        float(tf.tensor2d(weight), "class embed"),
      ).dataSync(),
    )
  );
}

Deno.test("cosine() of every row with every centre, of any length", () => {
  const found = cosineOf([[2, 0], [1, 1]], [[0, 3], [4, 0], [-1, 0]]);
  const half = Math.SQRT1_2;
  assertClose(found, [0, 1, -1, half, half, -half], 1e-6);
});

Deno.test("cosine() of the golden vectors", () => {
  const weight = [[0.9, 0.1, -0.2], [0.3, -0.8, 0.5], [-0.6, 0.4, 0.7]];
  const found = cosineOf([[1.2, -0.5, 0.3]], weight);
  assertClose(found, [0.78399358, 0.68899862, -0.52952645], 1e-6);
});

Deno.test("cosine() with a zero row is 0", () => {
  assertAlmostEquals(cosineOf([[0, 0]], [[1, 2]])[0]!, 0, 0);
});

Deno.test("cosine() refuses rows of two sizes", () => {
  assertThrows(
    () => cosineOf([[1, 2, 3]], [[1, 2]]),
    RangeError,
    'Cannot compute cosine as embedding and weight must agree on "embed": current sizes are 3 and 2',
  );
});

Deno.test("cosine() leaves one tensor", () => {
  const embedding = float(tf.ones([2, 3]), "batch embed");
  const weight = float(tf.ones([4, 3]), "class embed");
  assertNoLeak(() => cosine(embedding, weight));
  tf.dispose([embedding, weight]);
});
