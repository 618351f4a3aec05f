import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { crossEntropy, type CrossEntropyOptions } from "../../lib/loss/mod.ts";
import { float, int } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { centralDifferences, tapeGradient } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";

await tf.setBackend("cpu");

function lossOf(
  logits: number[][],
  label: number[],
  options?: CrossEntropyOptions,
): number[] {
  return tf.tidy(() =>
    Array.from(
      crossEntropy(
        float(tf.tensor2d(logits), "batch class"),
        int(tf.tensor1d(label, "int32"), "batch"),
        options,
      ).dataSync(),
    )
  );
}

/** The equation in float64, for targets spelt out. */
function slow(logits: number[], target: number[]): number {
  const top = Math.max(...logits);
  const sum = logits.reduce((sum, z) => sum + Math.exp(z - top), 0);
  return logits.reduce(
    (loss, z, j) => loss - target[j]! * (z - top - Math.log(sum)),
    0,
  );
}

Deno.test("crossEntropy() of two logits, by hand", () => {
  // Odds 3 : 1, so probabilities 3/4 and 1/4.
  const [own, other] = lossOf(
    [[Math.log(3), 0], [Math.log(3), 0]],
    [0, 1],
  );
  assertAlmostEquals(own!, Math.log(4 / 3), 1e-6);
  assertAlmostEquals(other!, Math.log(4), 1e-6);
});

Deno.test("crossEntropy() of equal logits is log C", () => {
  for (const classes of [751, 702, 1041, 767]) { // persons of four data sets
    const [loss] = lossOf([new Array(classes).fill(2)], [classes - 1]);
    assertAlmostEquals(loss!, Math.log(classes), 1e-5);
  }
});

Deno.test("crossEntropy() gives a value for each row, in order", () => {
  const logits = [[1, 2, 3], [0, -1, 4], [2, 2, -2]];
  const found = lossOf(logits, [0, 2, 1]);
  const one = (label: number) => [0, 1, 2].map((j) => j === label ? 1 : 0);
  assertClose(
    found,
    [
      slow(logits[0]!, one(0)),
      slow(logits[1]!, one(2)),
      slow(logits[2]!, one(1)),
    ],
    1e-6,
  );
});

Deno.test("crossEntropy() is finite at logits of ±1000", () => {
  assertEquals(lossOf([[1000, -1000]], [0]), [0]);
  assertEquals(lossOf([[1000, -1000]], [1]), [2000]);
});

Deno.test("crossEntropy() of one class is 0, smoothed or not", () => {
  assertEquals(lossOf([[5]], [0]), [0]);
  assertEquals(lossOf([[5]], [0], { smoothing: 0.1 }), [0]);
  assertEquals(lossOf([[5]], [0], { smoothing: 0.1, spread: "others" }), [0]);
});

Deno.test("crossEntropy() spreads smoothing over all, or over the others", () => {
  const logits = [1, -2, 0.5, 3];
  const e = 0.2;
  const all = [e / 4, 1 - e + e / 4, e / 4, e / 4];
  const others = [e / 3, 1 - e, e / 3, e / 3];
  assertClose(
    lossOf([logits], [1], { smoothing: e }),
    [slow(logits, all)],
    1e-6,
  );
  assertClose(
    lossOf([logits], [1], { smoothing: e, spread: "others" }),
    [slow(logits, others)],
    1e-6,
  );
});

Deno.test("crossEntropy() weighs the own class by 0.900133 or 0.9 at C = 751, ε = 0.1", () => {
  // One logit moved by 1 moves the loss by its target less its share.
  const slope = (spread: "all" | "others") =>
    tapeGradient(
      (logits) =>
        tf.sum(
          crossEntropy(
            float(logits, "batch class"),
            int(tf.tensor1d([7], "int32"), "batch"),
            { smoothing: 0.1, spread },
          ),
        ),
      new Array(751).fill(0),
      [1, 751],
    )[7]!;
  assertAlmostEquals(1 / 751 - slope("all"), 0.900133, 1e-5);
  assertAlmostEquals(1 / 751 - slope("others"), 0.9, 1e-5);
});

Deno.test("crossEntropy() has the gradient of central differences", () => {
  const logits = [0.3, -1.2, 0.8, 2, 0.1, -0.4];
  for (const smoothing of [0, 0.3]) {
    const fn = (logits: tf.Tensor) =>
      tf.sum(
        crossEntropy(
          float(logits, "batch class"),
          int(tf.tensor1d([2, 0], "int32"), "batch"),
          { smoothing },
        ),
      );
    assertClose(
      tapeGradient(fn, logits, [2, 3]),
      centralDifferences(fn, logits, [2, 3]),
      1e-3,
    );
  }
});

Deno.test("crossEntropy() does not see a constant added, is never negative, and follows the classes' order", () => {
  const logit = fc.double({ min: -20, max: 20, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(logit, { minLength: 2, maxLength: 6 }),
      fc.nat(),
      fc.double({ min: -50, max: 50, noNaN: true }),
      (logits, pick, constant) => {
        const label = pick % logits.length;
        const [plain] = lossOf([logits], [label]);
        const [moved] = lossOf([logits.map((z) => z + constant)], [label]);
        const [turned] = lossOf(
          [logits.toReversed()],
          [logits.length - 1 - label],
        );
        assertAlmostEquals(moved!, plain!, 1e-3);
        assertAlmostEquals(turned!, plain!, 1e-4);
        assertEquals(plain! >= 0, true);
      },
    ),
    { seed: 1, numRuns: 50 },
  );
});

Deno.test("crossEntropy() refuses batches of two sizes", () => {
  assertThrows(
    () => lossOf([[1, 2]], [0, 1]),
    RangeError,
    'Cannot compute crossEntropy as logits and label must agree on "batch": current sizes are 1 and 2',
  );
});

Deno.test("crossEntropy() refuses smoothing outside [0, 1)", () => {
  for (const smoothing of [-0.1, 1, NaN]) {
    assertThrows(
      () => lossOf([[1, 2]], [0], { smoothing }),
      RangeError,
      `Cannot compute crossEntropy as smoothing must be at least 0 and below 1: current smoothing is ${smoothing}`,
    );
  }
});

Deno.test("crossEntropy() leaves one tensor", () => {
  const logits = float(tf.tensor2d([[1, 2], [3, 4]]), "batch class");
  const label = int(tf.tensor1d([0, 1], "int32"), "batch");
  assertNoLeak(() => crossEntropy(logits, label, { smoothing: 0.1 }));
  tf.dispose([logits, label]);
});

onEngines("crossEntropy() and its gradient agree", async () => {
  const logits = tf.tensor2d([[1, -2, 0.5], [3, 0, 0]]);
  const label = int(tf.tensor1d([1, 2], "int32"), "batch");
  const found = tf.valueAndGrad((x: tf.Tensor) =>
    tf.sum(
      crossEntropy(float(x, "batch class"), label, { smoothing: 0.1 }),
    )
  )(logits);
  const targets = [[1, 28, 1], [1, 1, 28]].map((row) => row.map((t) => t / 30));
  const wanted = slow([1, -2, 0.5], targets[0]!) + slow([3, 0, 0], targets[1]!);
  assertAlmostEquals((await found.value.data())[0]!, wanted, 1e-4);
  const slopes = [[1, -2, 0.5], [3, 0, 0]].flatMap((row, i) => {
    const sum = row.reduce((sum, z) => sum + Math.exp(z), 0);
    return row.map((z, j) => Math.exp(z) / sum - targets[i]![j]!);
  });
  assertClose(await found.grad.data(), slopes, 1e-4);
  tf.dispose([logits, label, found.value, found.grad]);
});
