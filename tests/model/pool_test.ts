import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { globalMean, maxPool } from "../../lib/model/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertNoLeak } from "../_kit/leak.ts";

await useEngine("cpu");

function maps(values: number[], shape: [number, number, number, number]) {
  return float(tf.tensor4d(values, shape), "batch row column channel");
}

const RAMP = Array.from({ length: 16 }, (_, i) => i);

onEngines(
  "maxPool() pads as torch does, and what pads never wins",
  async () => {
    const ramp = maps(RAMP, [1, 4, 4, 1]);
    const below = maps(RAMP.map((x) => x - 100), [1, 4, 4, 1]);
    const pooled = maxPool(ramp, { size: 3, stride: 2, pad: 1 });
    const low = maxPool(below, { size: 3, stride: 2, pad: 1 });
    assertEquals(Array.from(await pooled.data()), [5, 7, 13, 15]);
    assertEquals(Array.from(await low.data()), [-95, -93, -87, -85]);
    tf.dispose([ramp, below, pooled, low]);
  },
);

Deno.test("maxPool() pads nothing unless told, and moves by its stride", async () => {
  await useEngine("cpu");
  const pool = (size: number, stride: number) =>
    tf.tidy(() =>
      Array.from(maxPool(maps(RAMP, [1, 4, 4, 1]), { size, stride }).dataSync())
    );
  assertEquals(pool(3, 1), [10, 11, 14, 15]);
  assertEquals(pool(3, 2), [10]);
  assertEquals(pool(2, 2), [5, 7, 13, 15]);
});

onEngines("maxPool() sends the gradient to the winners", async () => {
  const ramp = tf.tensor4d(RAMP, [1, 4, 4, 1]);
  const slope = tf.grad((x: tf.Tensor) =>
    tf.sum(
      maxPool(float(x, "batch row column channel"), {
        size: 3,
        stride: 2,
        pad: 1,
      }),
    )
  )(ramp);
  assertEquals(
    Array.from(await slope.data()),
    RAMP.map((x) => [5, 7, 13, 15].includes(x) ? 1 : 0),
  );
  tf.dispose([ramp, slope]);
});

onEngines(
  "globalMean() is the mean of each map, and its gradient even",
  async () => {
    const two = maps([1, 10, 2, 20, 3, 30, 6, 60], [1, 2, 2, 2]);
    const mean = globalMean(two);
    assertEquals(mean.shape, [1, 2]);
    assertClose(await mean.data(), [3, 30], 1e-6);
    const slope = tf.grad((x: tf.Tensor) =>
      tf.sum(globalMean(float(x, "batch row column channel")))
    )(two);
    assertClose(await slope.data(), new Array(8).fill(0.25), 1e-6);
    tf.dispose([two, mean, slope]);
  },
);

Deno.test("maxPool() and globalMean() leave one tensor", async () => {
  await useEngine("cpu");
  const ramp = maps(RAMP, [1, 4, 4, 1]);
  assertNoLeak(() => maxPool(ramp, { size: 3, stride: 2, pad: 1 }));
  assertNoLeak(() => globalMean(ramp));
  ramp.dispose();
});
