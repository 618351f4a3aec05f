import * as tf from "@tensorflow/tfjs";
import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { dropout } from "../../lib/model/mod.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import { onEngines } from "../_kit/engines.ts";

const COUNT = 4000;

/** Ones dropped at a rate, with a step's seed and a layer's stream. */
async function dropped(
  rate: number,
  seed: number,
  stream = 0,
): Promise<number[]> {
  const words = tf.tensor1d([seed, 7], "int32");
  const ones = tf.ones([40, 100]);
  const { output } = dropout<tf.Tensor>({ rate, stream })
    .apply({}, {}, ones, { train: true, seed: words });
  const values = Array.from(await output.data());
  tf.dispose([words, ones, output]);
  return values;
}

onEngines(
  "dropout() zeroes its share and divides the rest, so that the mean stays",
  async () => {
    for (const rate of [0.25, 0.5]) {
      const values = await dropped(rate, 1);
      const kept = values.filter((value) => value !== 0);
      kept.forEach((value) => assertAlmostEquals(value, 1 / (1 - rate), 1e-6));
      assertAlmostEquals(kept.length / COUNT, 1 - rate, 0.03);
    }
  },
);

onEngines(
  "dropout() repeats itself by seed and stream, and differs between steps and layers",
  async () => {
    const one = await dropped(0.5, 1);
    assertEquals(await dropped(0.5, 1), one);
    assertNotEquals(await dropped(0.5, 2), one);
    assertNotEquals(await dropped(0.5, 1, 1), one);
  },
);

Deno.test("dropout() changes nothing in evaluation or at rate 0", async () => {
  await useEngine("cpu");
  const ones = tf.ones([3]), seed = tf.tensor1d([1, 2], "int32");
  const half = dropout<tf.Tensor>({ rate: 0.5, stream: 0 });
  const none = dropout<tf.Tensor>({ rate: 0, stream: 0 });
  assertStrictEquals(half.apply({}, {}, ones, { train: false }).output, ones);
  assertStrictEquals(
    none.apply({}, {}, ones, { train: true, seed }).output,
    ones,
  );
  tf.dispose([ones, seed]);
});

Deno.test("dropout() gives no gradient to what it dropped", () => {
  tf.tidy(() => {
    const seed = tf.tensor1d([1, 2], "int32");
    const half = dropout<tf.Tensor>({ rate: 0.5, stream: 0 });
    const apply = (x: tf.Tensor) =>
      half.apply({}, {}, x, { train: true, seed }).output;
    const ones = tf.ones([50]);
    assertEquals(
      Array.from(tf.grad((x: tf.Tensor) => tf.sum(apply(x)))(ones).dataSync()),
      Array.from(apply(ones).dataSync()),
    );
  });
});

Deno.test("dropout() refuses a rate outside [0, 1)", () => {
  for (const rate of [-0.1, 1, NaN]) {
    assertThrows(
      () => dropout({ rate, stream: 0 }),
      RangeError,
      `Cannot drop out as the rate must be at least 0 and below 1: current rate is ${rate}`,
    );
  }
});

Deno.test("dropout() leaves its output only", () => {
  const ones = tf.ones([3]), seed = tf.tensor1d([1, 2], "int32");
  const half = dropout<tf.Tensor>({ rate: 0.5, stream: 0 });
  assertNoLeak(() => half.apply({}, {}, ones, { train: true, seed }).output);
  tf.dispose([ones, seed]);
});
