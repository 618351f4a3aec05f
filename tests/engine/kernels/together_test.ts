import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { compile } from "../../../lib/engine/mod.ts";
import { together } from "../../../lib/engine/kernels/mod.ts";
import { onEngines } from "../../_kit/engines.ts";

onEngines(
  "together() gives tensors back that live on by themselves",
  async () => {
    const given = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`layer.${i}`, tf.fill([i], i)]),
    );
    const same = together(given);
    tf.dispose(given);
    assertEquals(Object.keys(same), Object.keys(given));
    for (const [i, tensor] of Object.values(same).entries()) {
      assertEquals([...await tensor.data()], Array(i).fill(i));
    }
    tf.dispose(same);
    assertEquals(together({}), {});
  },
);

onEngines("together() can be recorded", async () => {
  const step = compile((a: tf.Tensor1D, b: tf.Tensor1D) => {
    const { x, y } = together({ x: tf.neg(a), y: tf.square(b) });
    return tf.add(x, y);
  });
  const [a, b] = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])];
  const sum = await step(a, b);
  assertEquals([...await sum.data()], [8, 14]);
  tf.dispose([a, b, sum]);
  await step.dispose();
});
