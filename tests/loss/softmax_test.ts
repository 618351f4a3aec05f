import * as tf from "@tensorflow/tfjs";
import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { softmax, softmaxLoss } from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { centralDifferences } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import {
  assertGolden,
  centres,
  labels,
  type RowLoss,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import { placedAll } from "../_kit/on_engine.ts";

await tf.setBackend("cpu");

const plain: RowLoss = (x, w, y) => softmaxLoss(x, w, y);
const biased = (bias: number[]): RowLoss => (x, w, y) =>
  softmaxLoss(x, w, y, { bias: float(tf.tensor1d(bias), "class") });

/** The equation in float64. */
function slow(x: number[], w: number[][], b: number[], y: number): number {
  const logits = w.map((row, j) =>
    row.reduce((sum, value, k) => sum + value * x[k]!, b[j]!)
  );
  const top = Math.max(...logits);
  const sum = logits.reduce((sum, z) => sum + Math.exp(z - top), 0);
  return top + Math.log(sum) - logits[y]!;
}

const X = [1.2, -0.5, 0.3];
const W = [[0.9, 0.1, -0.2], [0.3, -0.8, 0.5], [-0.6, 0.4, 0.7]];

Deno.test("softmaxLoss() of logits 1 and 0, by hand", () => {
  const [loss] = valuesOf(plain, [[1, 0]], [[1, 0], [0, 1]], [0]);
  assertAlmostEquals(loss!, Math.log(1 + Math.exp(-1)), 1e-6);
});

Deno.test("softmaxLoss() adds the bias, by hand", () => {
  // Logits 1 + 2 and 0 + 3 are equal.
  const [loss] = valuesOf(biased([2, 3]), [[1, 0]], [[1, 0], [0, 1]], [0]);
  assertAlmostEquals(loss!, Math.LN2, 1e-6);
});

Deno.test("softmaxLoss() is its equation, with lengths and bias", () => {
  const bias = [0.5, -1, 2];
  for (const length of [0, 0.1, 1, 7, 60]) {
    const x = X.map((value) => value * length);
    for (const y of [0, 1, 2]) {
      assertClose(
        valuesOf(biased(bias), [x], W, [y]),
        [slow(x, W, bias, y)],
        1e-5,
      );
    }
  }
});

Deno.test("softmaxLoss() gives the golden value and slope of three classes", () => {
  assertClose(valuesOf(plain, [X], W, [1]), [0.81524766], 1e-6);
  assertClose(
    slopesOf(plain, [X], W, [1]).embedding,
    [0.203118, 0.527996, -0.311411],
    1e-5,
  );
});

onEngines(
  "softmaxLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 1e-5 : 1e-3;
    await assertGolden(
      "softmax",
      (x, w, y, bias) => softmaxLoss(x, w, y, { bias }),
      tolerance,
    );
    await assertGolden("softmax without bias", plain, tolerance);
    await assertGolden(
      "softmax, smoothing 0.1 over all",
      (x, w, y, bias) => softmaxLoss(x, w, y, { bias, smoothing: 0.1 }),
      tolerance,
    );
    await assertGolden(
      "softmax, smoothing 0.1 over the others",
      (x, w, y, bias) =>
        softmaxLoss(x, w, y, { bias, smoothing: 0.1, spread: "others" }),
      tolerance,
    );
  },
);

Deno.test("softmaxLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  const slopes = slopesOf(plain, [X], W, [1]);
  assertClose(
    slopes.embedding,
    centralDifferences(
      (x) => softmaxLoss(float(x, "batch embed"), centres(W), labels([1])),
      X,
      [1, 3],
    ),
    1e-3,
  );
  assertClose(
    slopes.weight,
    centralDifferences(
      (w) => softmaxLoss(rows([X]), float(w, "class embed"), labels([1])),
      W.flat(),
      [3, 3],
    ),
    1e-3,
  );
});

Deno.test("softmaxLoss() sees an embedding's length, and follows the order of rows and classes", () => {
  const value = fc.double({ min: -3, max: 3, noNaN: true });
  const row = fc.array(value, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(row, row, fc.nat(2), fc.nat(2), (a, b, y, z) => {
      const [one, two] = valuesOf(plain, [a, b], W, [y, z]);
      const turned = valuesOf(plain, [b, a], W.toReversed(), [2 - z, 2 - y]);
      assertClose(turned, [two!, one!], 1e-4);
      assertEquals(one! >= 0, true);
    }),
    { seed: 2, numRuns: 30 },
  );
  const double = X.map((x) => 2 * x);
  assertNotEquals(
    valuesOf(plain, [double], W, [0]),
    valuesOf(plain, [X], W, [0]),
  );
});

Deno.test("softmaxLoss() of equal weights, of a zero embedding and of one class", () => {
  const same = [[1, 2, 3], [1, 2, 3], [1, 2, 3]];
  assertClose(valuesOf(plain, [X], same, [2]), [Math.log(3)], 1e-6);
  assertClose(valuesOf(plain, [[0, 0, 0]], W, [2]), [Math.log(3)], 1e-6);
  assertEquals(valuesOf(plain, [X], [[1, 2, 3]], [0]), [0]);
});

Deno.test("softmaxLoss() refuses axes of two sizes", () => {
  assertThrows(
    () => valuesOf(plain, [[1, 2]], W, [0]),
    RangeError,
    'Cannot compute softmaxLoss as embedding and weight must agree on "embed": current sizes are 2 and 3',
  );
  assertThrows(
    () => valuesOf(plain, [X], W, [0, 1]),
    RangeError,
    'Cannot compute softmaxLoss as embedding and label must agree on "batch": current sizes are 1 and 2',
  );
  assertThrows(
    () => valuesOf(biased([1, 2]), [X], W, [0]),
    RangeError,
    'Cannot compute softmaxLoss as weight and bias must agree on "class": current sizes are 3 and 2',
  );
});

Deno.test("softmaxLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  assertNoLeak(() => softmaxLoss(x, w, y));
  tf.dispose([x, w, y]);
});

const SIZES = { classes: 40, embed: 50, feature: 60 };

Deno.test("softmax() draws weights of its deviation, and a bias of 0 if asked for", () => {
  const { params, state } = softmax().init(random(1), SIZES);
  assertEquals(state, {});
  assertEquals(params["loss.weight"]!.shape, [40, 50]);
  assertEquals(params["loss.bias"]!.values, new Float32Array(40));
  assertAlmostEquals(deviation(params["loss.weight"]!.values), 0.001, 1e-4);
  const wide = softmax({ deviation: 0.1, bias: false }).init(random(1), SIZES);
  assertEquals(Object.keys(wide.params), ["loss.weight"]);
  assertAlmostEquals(deviation(wide.params["loss.weight"]!.values), 0.1, 1e-2);
  assertEquals(softmax().init(random(1), SIZES).params, params);
  assertNotEquals(softmax().init(random(2), SIZES).params, params);
});

Deno.test("softmax() applies its loss to the embedding, with its parameters and options", () => {
  const drawn = softmax().init(random(1), { ...SIZES, classes: 3, embed: 3 });
  const params = placedAll(drawn.params);
  const output = {
    embedding: rows([X]),
    pooled: float(tf.ones([1, 60]), "batch feature"),
  };
  const label = labels([1]);
  tf.dispose([params["loss.weight"]!, params["loss.bias"]!]);
  params["loss.weight"] = centres(W);
  params["loss.bias"] = tf.tensor1d([0.5, -1, 2]);
  const lossOf = (options: Parameters<typeof softmax>[0]) =>
    tf.tidy(() =>
      softmax(options).apply(params, {}, output, label, {}).perSample
        .dataSync()[0]!
    );
  assertAlmostEquals(lossOf({}), slow(X, W, [0.5, -1, 2], 1), 1e-5);
  assertAlmostEquals(lossOf({ bias: false }), slow(X, W, [0, 0, 0], 1), 1e-5);
  assertNotEquals(lossOf({ smoothing: 0.1 }), lossOf({}));
  assertNotEquals(
    lossOf({ smoothing: 0.1, spread: "others" }),
    lossOf({ smoothing: 0.1 }),
  );
  assertEquals(softmax().name, "softmax");
  assertEquals(softmax().centres, "loss.weight");
  assertNoLeak(() => softmax().apply(params, {}, output, label, {}).perSample);
  tf.dispose([params, output, label]);
});

Deno.test("softmax() names a missing parameter", () => {
  tf.tidy(() => {
    const output = {
      embedding: rows([X]),
      pooled: float(tf.ones([1, 60]), "batch feature"),
    };
    assertThrows(
      () => softmax().apply({}, {}, output, labels([1]), {}),
      RangeError,
      'Cannot compute a loss as its parameter "loss.weight" is missing: pass all that its init gave',
    );
  });
});

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
      values.length,
  );
}
