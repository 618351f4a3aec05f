import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { onEngines } from "./engines.ts";

onEngines("onEngines() sets the engine before the test", async (engine) => {
  assertEquals(tf.getBackend(), engine);
  const sum = tf.tidy(() => tf.add(tf.tensor1d([1, 2]), 1));
  assertEquals([...await sum.data()], [2, 3]);
  sum.dispose();
});
