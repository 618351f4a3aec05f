import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { leastNormSoftmaxLoss, normSoftmaxLoss } from "../../lib/loss/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { valuesOf } from "../_kit/loss_case.ts";

await tf.setBackend("cpu");

Deno.test("leastNormSoftmaxLoss() of two classes, by hand", () => {
  // Opposite centres: cosines 1 and -1.
  assertAlmostEquals(leastNormSoftmaxLoss(3, 2), Math.log1p(Math.exp(-6)));
});

Deno.test("leastNormSoftmaxLoss() gives the golden values", () => {
  const table: [scale: number, classes: number, loss: number, half: number][] =
    [
      [1, 751, 5.6224, 5e-5],
      [7, 751, 0.5173, 5e-5],
      [10, 751, 3.30e-2, 5e-5],
      [14, 751, 6.12e-4, 5e-7],
      [16, 751, 8.26e-5, 5e-8],
      [20, 751, 1.51e-6, 5e-9],
      [1, 10, 1.3769, 5e-5],
      [1, 10575, 8.2663, 5e-5],
    ];
  for (const [scale, classes, loss, half] of table) {
    assertAlmostEquals(leastNormSoftmaxLoss(scale, classes), loss, half);
  }
});

Deno.test("leastNormSoftmaxLoss() is normSoftmaxLoss() on the corners of a simplex", () => {
  // Less their mean, the unit vectors are as far apart as can be.
  for (const classes of [2, 3, 8]) {
    const corners = Array.from(
      { length: classes },
      (_, i) =>
        Array.from({ length: classes }, (_, j) => +(i === j) - 1 / classes),
    );
    for (const scale of [1, 4]) {
      assertClose(
        valuesOf(
          (x, w, y) => normSoftmaxLoss(x, w, y, { scale }),
          corners,
          corners,
          corners.map((_, i) => i),
        ),
        corners.map(() => leastNormSoftmaxLoss(scale, classes)),
        1e-3,
      );
    }
  }
});

Deno.test("leastNormSoftmaxLoss() at its ends: no scale, one class, a large scale", () => {
  assertAlmostEquals(leastNormSoftmaxLoss(0, 751), Math.log(751), 1e-12);
  assertEquals(leastNormSoftmaxLoss(5, 1), 0);
  assertEquals(leastNormSoftmaxLoss(1e4, 751), 0);
});

Deno.test("leastNormSoftmaxLoss() refuses a scale below 0 and classes that are no number of things", () => {
  for (const scale of [-1, NaN, Infinity]) {
    assertThrows(
      () => leastNormSoftmaxLoss(scale, 3),
      RangeError,
      `Cannot compute leastNormSoftmaxLoss as scale must be at least 0 and finite: current scale is ${scale}`,
    );
  }
  for (const classes of [0, -1, 2.5, NaN]) {
    assertThrows(
      () => leastNormSoftmaxLoss(1, classes),
      RangeError,
      `Cannot compute leastNormSoftmaxLoss as classes must be a whole number from 1: current number is ${classes}`,
    );
  }
});
