import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { float, rowLength, unit } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { tapeGradient } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";

await tf.setBackend("cpu");

onEngines("rowLength() is the root of the summed squares", async () => {
  const rows = float(tf.tensor2d([[3, 4], [0, -2], [0, 0]]), "batch embed");
  const found = rowLength(rows);
  const [five, two, zero] = await found.data();
  assertClose([five!, two!], [5, 2], 1e-6);
  assertClose([zero!], [1e-12], 1e-5);
  tf.dispose([rows, found]);
});

Deno.test("rowLength() has the row's direction as its slope, and 0 at a zero row", () => {
  const slope = tapeGradient(
    (x) => tf.sum(rowLength(float(x, "batch embed"))),
    [3, 4, 0, 0],
    [2, 2],
  );
  assertClose(slope, [0.6, 0.8, 0, 0], 1e-6);
});

Deno.test("rowLength() times unit() is the row, and its slope the whole", () => {
  const back = (x: tf.Tensor) => {
    const rows = float(x, "batch embed");
    return tf.mul(unit(rows), tf.expandDims(rowLength(rows), 1));
  };
  const values = [1, -2, 0, 0];
  const found = tf.tidy(() =>
    Array.from(back(tf.tensor(values, [2, 2])).dataSync())
  );
  assertClose(found, values, 1e-6);
  const slope = tapeGradient((x) => tf.sum(back(x)), values, [2, 2]);
  assertClose(slope, [1, 1, 1, 1], 1e-5);
});

Deno.test("rowLength() leaves one tensor", () => {
  const rows = float(tf.ones([2, 3]), "batch embed");
  assertNoLeak(() => rowLength(rows));
  rows.dispose();
  assertEquals(rows.isDisposed, true);
});
