import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { dense } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertNoLeak } from "../_kit/leak.ts";

await useEngine("cpu");

Deno.test("dense() is x W + b, by hand", () => {
  const fc = dense("fc", { in: 2, out: 3 });
  const params = {
    "fc.weight": tf.tensor2d([[1, 2, 3], [4, 5, 6]]),
    "fc.bias": tf.tensor1d([0.5, 0, -1]),
  };
  const rows = float(tf.tensor2d([[1, 1], [0, 2]]), "batch feature");
  assertNoLeak(() => fc.apply(params, {}, rows, { train: false }).output);
  const { output } = fc.apply(params, {}, rows, { train: false });
  assertEquals(Array.from(output.dataSync()), [5.5, 7, 8, 8.5, 10, 11]);
  tf.dispose([output, params, rows]);
});

Deno.test("dense() draws by Kaiming's rule with a = 1, and a bias of 0", () => {
  const { params, state } = dense("neck.fc", { in: 80, out: 50 })
    .init(random(1));
  assertEquals(state, {});
  assertEquals(params["neck.fc.weight"]!.shape, [80, 50]);
  const { values } = params["neck.fc.weight"]!;
  const square = values.reduce((sum, x) => sum + x * x, 0) / values.length;
  assertAlmostEquals(square, 1 / 80, 1e-3);
  assertEquals(params["neck.fc.bias"]!.values, new Float32Array(50));
});

Deno.test("dense() names a missing parameter", () => {
  const rows = float(tf.ones([1, 2]), "batch feature");
  assertThrows(
    () => dense("fc", { in: 2, out: 3 }).apply({}, {}, rows, { train: false }),
    RangeError,
    'Cannot apply a module as "fc.weight" is missing: pass all that its init gave',
  );
  rows.dispose();
});
