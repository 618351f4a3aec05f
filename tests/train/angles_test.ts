import {
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { float, int } from "../../lib/tensor/mod.ts";
import {
  asCentres,
  centreAngles,
  nearestCentres,
} from "../../lib/train/mod.ts";

await tf.setBackend("cpu");

Deno.test("centreAngles() gives own and nearest other of each image, by hand", () => {
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
    const found = [...own.dataSync(), ...other.dataSync()];
    [30, 10, 90, 70].forEach((wanted, i) =>
      assertAlmostEquals(found[i]!, wanted, 1e-3)
    );
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

Deno.test("nearestCentres() are those of all pairs, in blocks too, and leak nothing", async () => {
  // 2,100 classes take 1,997 rows a block; on the circle each has two neighbours.
  for (const classes of [2, 9, 2100]) {
    const turns = Array.from(
      { length: classes },
      (_, i) => 2 * Math.PI * i / classes,
    );
    const rows = turns.map((turn, i) => [
      (1 + i % 3) * Math.cos(turn),
      (1 + i % 3) * Math.sin(turn),
    ]);
    const centres = float(tf.tensor2d(rows), "class embed");
    const before = tf.memory().numTensors;
    const angles = await nearestCentres(centres);
    assertEquals(tf.memory().numTensors, before);
    centres.dispose();
    assertEquals(angles.length, classes);
    for (const angle of angles) {
      assertLess(Math.abs(angle - 360 / classes), 0.03);
    }
  }
});

Deno.test("nearestCentres() of one class are none", async () => {
  const one = float(tf.tensor2d([[1, 0]]), "class embed");
  assertEquals((await nearestCentres(one)).length, 0);
  one.dispose();
});

Deno.test("of several centres a class the nearest counts, by hand", async () => {
  const at = (degrees: number) => {
    const radians = degrees * Math.PI / 180;
    return [Math.cos(radians), Math.sin(radians)];
  };
  // Class 0 lies at 0° and 100°, class 1 at 150° and 300°.
  const held = tf.tensor3d([[at(0), at(100)], [at(150), at(300)]]);
  const centres = asCentres(held);
  tf.tidy(() => {
    const { own, other } = centreAngles(
      float(tf.tensor2d([at(90), at(290), at(10)]), "batch embed"),
      centres,
      int(tf.tensor1d([0, 1, 1], "int32"), "batch"),
    );
    const found = [...own.dataSync(), ...other.dataSync()];
    [10, 10, 70, 60, 70, 10].forEach((wanted, i) =>
      assertAlmostEquals(found[i]!, wanted, 1e-3)
    );
  });
  const nearest = await nearestCentres(centres);
  assertEquals([...nearest].map(Math.round), [50, 50]);
  held.dispose();
});

Deno.test("asCentres() takes two axes or three", () => {
  const flat = tf.ones([3]);
  assertThrows(() => asCentres(flat), TypeError, "its rank must be 2");
  flat.dispose();
});
