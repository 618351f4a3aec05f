import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { onEngines } from "../_kit/engines.ts";
import { clipByNorm, clipByValue } from "../../lib/optim/clip.ts";

onEngines("clipByNorm() scales as torch's clip_grad_norm_", async () => {
  const gradients = { a: tf.tensor1d([3, 4]), b: tf.tensor1d([12]) };
  const before = tf.memory().numTensors;
  const clipped = clipByNorm(gradients, 2);
  assertEquals(tf.memory().numTensors, before + 3);
  assertAlmostEquals((await clipped.norm.data())[0]!, 13, 1e-5);
  const [x, y] = await clipped.gradients.a!.data();
  assertAlmostEquals(x!, 0.46153843, 1e-6);
  assertAlmostEquals(y!, 0.61538458, 1e-6);
  assertAlmostEquals((await clipped.gradients.b!.data())[0]!, 1.84615374, 1e-6);
  tf.dispose([gradients, clipped.gradients, clipped.norm]);
});

onEngines(
  "clipByNorm() leaves short gradients exactly as they are",
  () =>
    tf.tidy(() => {
      const { gradients } = clipByNorm({ a: tf.tensor1d([0.3, -0.4]) }, 2);
      assertEquals(gradients.a!.dataSync(), new Float32Array([0.3, -0.4]));
    }),
  { engines: ["cpu"] },
);

onEngines("clipByNorm() leaves zeros zero", () =>
  tf.tidy(() => {
    const { gradients, norm } = clipByNorm({ a: tf.zeros([2]) }, 2);
    assertEquals([...gradients.a!.dataSync()], [0, 0]);
    assertEquals(norm.dataSync()[0], 0);
  }), { engines: ["cpu"] });

onEngines("clipByValue() cuts entries", () =>
  tf.tidy(() => {
    const { a, b } = clipByValue({
      a: tf.tensor1d([-3, 0.25]),
      b: tf.tensor2d([[7]]),
    }, 0.5);
    assertEquals([...a!.dataSync()], [-0.5, 0.25]);
    assertEquals([...b!.dataSync()], [0.5]);
    assertEquals(b!.shape, [1, 1]);
  }), { engines: ["cpu"] });

Deno.test("clipping refuses an impossible limit", () => {
  assertThrows(
    () => clipByNorm({ a: tf.scalar(1) }, 0),
    RangeError,
    "Cannot clip gradients by norm as the limit must be above 0: current limit is 0",
  );
  assertThrows(
    () => clipByValue({ a: tf.scalar(1) }, -1),
    RangeError,
    "Cannot clip gradients by value as the limit must be above 0: current limit is -1",
  );
  assertThrows(
    () => clipByNorm({}, 1),
    RangeError,
    "Cannot clip gradients by norm as there must be at least one gradient: there are none",
  );
});
