import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { float, unit } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { centralDifferences, tapeGradient } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";

await tf.setBackend("cpu");

function unitOf(rows: number[][]): number[] {
  return tf.tidy(() =>
    Array.from(unit(float(tf.tensor2d(rows), "batch embed")).dataSync())
  );
}

Deno.test("unit() of 3, 4 is 0.6, 0.8, row by row", () => {
  assertClose(unitOf([[3, 4], [0, -2]]), [0.6, 0.8, 0, -1], 1e-6);
});

Deno.test("unit() leaves a zero row zero", () => {
  assertEquals(unitOf([[0, 0, 0]]), [0, 0, 0]);
});

Deno.test("unit() divides by the floor below it, as torch's normalize", () => {
  // 1e-13 / max(1e-13, 1e-12)
  assertAlmostEquals(unitOf([[1e-13, 0]])[0]!, 0.1, 1e-6);
});

Deno.test("unit() gives length 1 at any length", () => {
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 2, maxLength: 9 })
        .filter((row) => Math.hypot(...row) > 0.1),
      fc.double({ min: -8, max: 15, noNaN: true }),
      (row, power) => {
        const scaled = row.map((x) => x * 10 ** power);
        const length = Math.hypot(...unitOf([scaled]));
        assertAlmostEquals(length, 1, 1e-5);
      },
    ),
    { seed: 1, numRuns: 50 },
  );
});

Deno.test("unit() has the gradient of central differences, and a finite one at zero", () => {
  const weight = tf.tensor2d([[0.3, -1, 0.7]]);
  const fn = (rows: tf.Tensor) =>
    tf.sum(tf.mul(unit(float(rows, "batch embed")), weight));
  const at = [1.2, -0.5, 0.3];
  assertClose(
    tapeGradient(fn, at, [1, 3]),
    centralDifferences(fn, at, [1, 3]),
    1e-3,
  );
  const zero = tapeGradient(fn, [0, 0, 0], [1, 3]);
  assertEquals(zero.every(Number.isFinite), true);
  weight.dispose();
});

Deno.test("unit() leaves one tensor", () => {
  const rows = float(tf.ones([2, 3]), "batch embed");
  assertNoLeak(() => unit(rows));
  rows.dispose();
});

onEngines("unit() is right, also at zero", async () => {
  const rows = float(tf.tensor2d([[3, 4], [0, 0]]), "batch embed");
  const found = unit(rows);
  assertClose(await found.data(), [0.6, 0.8, 0, 0], 1e-6);
  tf.dispose([rows, found]);
});
