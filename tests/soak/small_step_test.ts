import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { smallStep } from "./small_step.ts";

Deno.test("smallStep() gives each number a function of its own, always the same", async () => {
  await useEngine("cpu");
  const of = (number: number, size: number) =>
    tf.tidy(() => {
      const x = tf.sin(tf.range(1, size + 1)) as tf.Tensor1D;
      return [...smallStep(number)(x, tf.scalar(0.5)).dataSync()];
    });
  const seen = new Set<string>();
  for (let number = 0; number < 250; number++) {
    const values = of(number, 5);
    assertEquals(of(number, 5), values);
    assert(values.length === 5 && values.every((one) => Math.abs(one) < 100));
    assertEquals(of(number, 1).length, 1);
    seen.add(`${values}`);
  }
  assert(seen.size > 200, `${seen.size} differ`); // some end in zeros
});
