import { assertAlmostEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { float, int } from "../../lib/tensor/mod.ts";
import { centreAngles } from "../../lib/train/mod.ts";

await tf.setBackend("cpu");

Deno.test("centreAngles() means own and nearest other over the batch, by hand", () => {
  // Embeddings at 0° and 100°, centres at 30° and 90°, labels 0 and 1.
  const at = (degrees: number, length: number) => {
    const radians = degrees * Math.PI / 180;
    return [length * Math.cos(radians), length * Math.sin(radians)];
  };
  tf.tidy(() => {
    const { own, other } = centreAngles(
      float(tf.tensor2d([at(0, 3), at(100, 0.1)]), "batch embed"),
      float(tf.tensor2d([at(30, 1), at(90, 5)]), "class embed"),
      int(tf.tensor1d([0, 1], "int32"), "batch"),
    );
    assertAlmostEquals(own.dataSync()[0]!, (30 + 10) / 2, 1e-3);
    assertAlmostEquals(other.dataSync()[0]!, (90 + 70) / 2, 1e-3);
  });
});

Deno.test("centreAngles() gives 180° to the nearest other when there is none", () => {
  tf.tidy(() => {
    const { other } = centreAngles(
      float(tf.tensor2d([[1, 0]]), "batch embed"),
      float(tf.tensor2d([[1, 0]]), "class embed"),
      int(tf.tensor1d([0], "int32"), "batch"),
    );
    assertAlmostEquals(other.dataSync()[0]!, 180, 1e-3);
  });
});
