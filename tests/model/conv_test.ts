import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { conv, type ConvOptions } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import { placedAll } from "../_kit/on_engine.ts";

await useEngine("cpu");

/** The maps of ones, by a kernel of ones: each counts the positions under it. */
function counted(
  options: Omit<ConvOptions, "in" | "out">,
  side = 4,
): number[][] {
  return tf.tidy(() => {
    const made = conv("c", { in: 1, out: 1, ...options });
    const image = float(
      tf.ones([1, side, side, 1]),
      "batch row column channel",
    );
    const size = options.size ?? 1;
    const { output } = made.apply(
      { "c.weight": tf.ones([size, size, 1, 1]), "c.bias": tf.ones([1]) },
      {},
      image,
      { train: false },
    );
    return tf.squeeze(output, [0, 3]).arraySync() as number[][];
  });
}

Deno.test("conv() pads on all four sides by its number", () => {
  assertEquals(counted({ size: 3 }), [[9, 9], [9, 9]]);
  assertEquals(counted({ size: 3, pad: 1 })[0], [4, 6, 6, 4]);
});

Deno.test('conv() of stride 2 and pad 1 is torch\'s, not that of "same"', () => {
  // "same" would pad below and to the right: 9, 6 / 6, 4.
  assertEquals(counted({ size: 3, stride: 2, pad: 1 }), [[4, 6], [6, 9]]);
});

Deno.test("conv() adds its bias if asked for", () => {
  assertEquals(counted({ bias: true }, 1), [[2]]);
  assertEquals(counted({ bias: false }, 1), [[1]]);
});

Deno.test("conv() names its entries and draws them by Kaiming's rule, fan out", () => {
  const made = conv("layer1.0.conv2", { in: 10, out: 40, size: 3, bias: true });
  assertEquals(Object.keys(made.params), [
    "layer1.0.conv2.weight",
    "layer1.0.conv2.bias",
  ]);
  assertEquals(Object.keys(conv("c", { in: 1, out: 1 }).params), ["c.weight"]);
  const { params, state } = made.init(random(1));
  assertEquals(state, {});
  const weight = params["layer1.0.conv2.weight"]!;
  assertEquals(weight.shape, [3, 3, 10, 40]);
  const square = weight.values.reduce((sum, x) => sum + x * x, 0) / 3600;
  assertAlmostEquals(square, 2 / (40 * 9), 4e-4);
  assertEquals(params["layer1.0.conv2.bias"]!.values, new Float32Array(40));
});

Deno.test("conv() leaves its output only", () => {
  const made = conv("c", { in: 2, out: 3, bias: true });
  const params = placedAll(made.init(random(1)).params);
  const image = float(tf.ones([1, 2, 2, 2]), "batch row column channel");
  assertNoLeak(() => made.apply(params, {}, image, { train: false }).output);
  tf.dispose([params, image]);
});

Deno.test("conv() draws its first weights as wide as it is told", () => {
  const made = conv("c", { in: 30, out: 40, deviation: 1e-3 });
  const { values } = made.init(random(1)).params["c.weight"]!;
  const square = values.reduce((sum, x) => sum + x * x, 0) / values.length;
  assertAlmostEquals(Math.sqrt(square) / 1e-3, 1, 0.1);
});
