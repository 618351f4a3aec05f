import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { onEngines } from "../../_kit/engines.ts";

onEngines("relu passes the gradient where its output is above 0", async () => {
  const dx = tf.tidy(() =>
    tf.grad((x: tf.Tensor) =>
      tf.sum(tf.mul(tf.relu(x), tf.tensor1d([10, 20, 30, 40])))
    )(tf.tensor1d([-1, 0, 1e-20, 2]))
  );
  assertEquals([...await dx.data()], [0, 0, 30, 40]);
  dx.dispose();
});

onEngines("relu saves its output and not its input", () => {
  const gradient = tf.getGradient("Relu");
  assertEquals(gradient.outputsToSave, [true]);
  assertEquals(gradient.inputsToSave, undefined);
});
