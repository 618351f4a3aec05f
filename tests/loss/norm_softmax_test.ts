import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  normSoftmax,
  type NormSoftmaxCriterionOptions,
  normSoftmaxLoss,
  type NormSoftmaxOptions,
} from "../../lib/loss/mod.ts";
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
  onCircle,
  type RowLoss,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import { placedAll } from "../_kit/on_engine.ts";

await tf.setBackend("cpu");

function scaled(options?: NormSoftmaxOptions): RowLoss {
  return (x, w, y) => normSoftmaxLoss(x, w, y, options);
}

/** The equation in float64, from angles in degrees. */
function slow(turn: number, own: number, others: number[], s: number): number {
  const z = (centre: number) => s * Math.cos((turn - centre) * Math.PI / 180);
  const rest = others.reduce((sum, o) => sum + Math.exp(z(o) - z(own)), 0);
  return Math.log1p(rest);
}

const X = [1.2, -0.5, 0.3];
const W = [[0.9, 0.1, -0.2], [0.3, -0.8, 0.5], [-0.6, 0.4, 0.7]];

Deno.test("normSoftmaxLoss() of cosines 1 and -1, by hand", () => {
  const [loss] = valuesOf(scaled({ scale: 1 }), [[5, 0]], [[2, 0], [-3, 0]], [
    0,
  ]);
  assertAlmostEquals(loss!, Math.log(1 + Math.exp(-2)), 1e-6);
});

Deno.test("normSoftmaxLoss() has scale 10 unless told", () => {
  // Cosines 1 and 0.
  const [loss] = valuesOf(scaled(), [[1, 0]], [[1, 0], [0, 1]], [0]);
  assertAlmostEquals(loss!, Math.log1p(Math.exp(-10)), 1e-7);
});

Deno.test("normSoftmaxLoss() is its equation over 180 angles", () => {
  const turns = Array.from({ length: 180 }, (_, i) => 2 * i);
  const weight = onCircle(10, 100, 250);
  for (const s of [1, 10, 64]) {
    assertClose(
      valuesOf(
        scaled({ scale: s }),
        onCircle(...turns),
        weight,
        turns.map(() => 1),
      ),
      turns.map((turn) => slow(turn, 100, [10, 250], s)),
      1e-5,
    );
  }
});

Deno.test("normSoftmaxLoss() gives the golden values and slope of three classes", () => {
  const at = (s: number) => valuesOf(scaled({ scale: s }), [X], W, [1]);
  assertClose(at(4), [0.90417648], 1e-6);
  assertClose(at(30), [2.90609025], 2e-6);
  assertClose(
    slopesOf(scaled({ scale: 4 }), [X], W, [1]).embedding,
    [1.034870, 1.695948, -1.312902],
    1e-5,
  );
});

onEngines(
  "normSoftmaxLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 1e-5 : 1e-3;
    for (const s of [4, 10, 30]) {
      await assertGolden(
        `normSoftmax, scale ${s}`,
        scaled({ scale: s }),
        tolerance,
      );
    }
  },
);

Deno.test("normSoftmaxLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  const slopes = slopesOf(scaled({ scale: 10 }), [X], W, [1]);
  assertClose(
    slopes.embedding,
    centralDifferences(
      (x) => normSoftmaxLoss(float(x, "batch embed"), centres(W), labels([1])),
      X,
      [1, 3],
      3e-3,
    ),
    2e-3,
  );
  assertClose(
    slopes.weight,
    centralDifferences(
      (w) => normSoftmaxLoss(rows([X]), float(w, "class embed"), labels([1])),
      W.flat(),
      [3, 3],
      3e-3,
    ),
    2e-3,
  );
});

Deno.test("normSoftmaxLoss() sees no lengths, and follows the order of rows and classes", () => {
  const value = fc.double({ min: -3, max: 3, noNaN: true });
  const row = fc.array(value, { minLength: 3, maxLength: 3 })
    .filter((row) => Math.hypot(...row) > 0.1);
  const length = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(row, row, length, length, (a, b, l, m) => {
      const loss = scaled({ scale: 14 });
      const [one, two] = valuesOf(loss, [a, b], W, [0, 1]);
      const longer = a.map((x) => l * x);
      const weight = W.map((row) => row.map((w) => m * w));
      const turned = valuesOf(loss, [b, longer], weight.toReversed(), [1, 2]);
      assertClose(turned, [two!, one!], 2e-4);
      assert(one! >= 0);
    }),
    { seed: 3, numRuns: 40 },
  );
});

Deno.test("normSoftmaxLoss() is at least log(1 + (C - 1) exp(-s C / (C - 1)))", () => {
  // Three centres 120° apart reach it, at C = 3.
  const at = (s: number) =>
    valuesOf(scaled({ scale: s }), onCircle(120), onCircle(0, 120, 240), [
      1,
    ])[0]!;
  for (const s of [1, 4]) {
    assertAlmostEquals(at(s), Math.log(1 + 2 * Math.exp(-s * 3 / 2)), 1e-6);
  }
});

Deno.test("normSoftmaxLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  const zero = [0, 0, 0];
  const opposite = W[1]!.map((w) => -w);
  for (const x of [zero, W[1]!, opposite]) {
    const [loss] = valuesOf(scaled(), [x], W, [1]);
    assert(Number.isFinite(loss), `${loss}`);
    const { embedding, weight } = slopesOf(scaled(), [x], W, [1]);
    assert([...embedding, ...weight].every(Number.isFinite), `${embedding}`);
  }
  assertClose(valuesOf(scaled(), [zero], W, [1]), [Math.log(3)], 1e-6);
  assertEquals(slopesOf(scaled(), [X], [zero, W[1]!], [0]).weight.length, 6);
});

Deno.test("normSoftmaxLoss() of equal weights, and of one class", () => {
  const same = [W[0]!, W[0]!, W[0]!];
  assertClose(valuesOf(scaled(), [X], same, [2]), [Math.log(3)], 1e-6);
  assertEquals(valuesOf(scaled(), [X], [W[0]!], [0]), [0]);
});

Deno.test("normSoftmaxLoss() changes with scale, smoothing and spread", () => {
  const at = (options: NormSoftmaxOptions) =>
    valuesOf(scaled(options), [X], W, [1]);
  assertNotEquals(at({ scale: 11 }), at({}));
  assertNotEquals(at({ smoothing: 0.1 }), at({}));
  assertNotEquals(
    at({ smoothing: 0.1, spread: "others" }),
    at({ smoothing: 0.1 }),
  );
});

Deno.test("normSoftmaxLoss() refuses a scale that is not above 0", () => {
  for (const scale of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(scaled({ scale }), [X], W, [1]),
      RangeError,
      `Cannot compute normSoftmaxLoss as scale must be above 0 and finite: current scale is ${scale}`,
    );
  }
});

Deno.test("normSoftmaxLoss() refuses axes of two sizes", () => {
  assertThrows(
    () => valuesOf(scaled(), [[1, 2]], W, [0]),
    RangeError,
    'Cannot compute normSoftmaxLoss as embedding and weight must agree on "embed": current sizes are 2 and 3',
  );
  assertThrows(
    () => valuesOf(scaled(), [X], W, [0, 1]),
    RangeError,
    'Cannot compute normSoftmaxLoss as embedding and label must agree on "batch": current sizes are 1 and 2',
  );
});

Deno.test("normSoftmaxLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  assertNoLeak(() => normSoftmaxLoss(x, w, y));
  tf.dispose([x, w, y]);
});

Deno.test("normSoftmax() draws Xavier normal weights", () => {
  const sizes = { classes: 60, embed: 40, feature: 7 };
  const { params, state } = normSoftmax().init(random(1), sizes);
  assertEquals(state, {});
  assertEquals(Object.keys(params), ["loss.weight"]);
  const { shape, values } = params["loss.weight"]!;
  assertEquals(shape, [60, 40]);
  const square = values.reduce((sum, value) => sum + value ** 2, 0) / 2400;
  assertAlmostEquals(Math.sqrt(square), Math.sqrt(2 / 100), 5e-3);
});

Deno.test("normSoftmax() applies its loss to the embedding, with its options", () => {
  const drawn = normSoftmax().init(random(1), {
    classes: 3,
    embed: 3,
    feature: 2,
  });
  const params = placedAll(drawn.params);
  const output = {
    embedding: rows([X]),
    pooled: float(tf.ones([1, 2]), "batch feature"),
  };
  const label = labels([1]);
  const weight = float(params["loss.weight"]!, "class embed");
  for (const options of [{}, { scale: 3 }, { smoothing: 0.1 }]) {
    const [found, wanted] = tf.tidy(() => [
      normSoftmax(options).apply(params, {}, output, label, {}).perSample
        .dataSync()[0],
      normSoftmaxLoss(output.embedding, weight, label, options).dataSync()[0],
    ]);
    assertEquals(found, wanted);
  }
  assertEquals(normSoftmax().name, "normSoftmax");
  assertEquals(normSoftmax().centres, "loss.weight");
  tf.dispose([params, output, label]);
});

Deno.test("normSoftmax() draws weights of the deviation it is told, in Xavier's directions", () => {
  const sizes = { classes: 30, embed: 40, feature: 5 };
  const draw = (deviation?: number) =>
    normSoftmax({ deviation }).init(random(3), sizes).params["loss.weight"]!
      .values;
  const [small, xavier] = [draw(0.01), draw()];
  const mean = small.reduce((sum, value) => sum + value * value, 0) /
    small.length;
  assertAlmostEquals(Math.sqrt(mean), 0.01, 1e-3);
  const ratio = 0.01 / Math.sqrt(2 / 70);
  small.forEach((value, i) =>
    assertAlmostEquals(value, ratio * xavier[i]!, 1e-7)
  );
});

Deno.test("normSoftmaxLoss() takes a scalar tensor as its scale, and has its gradient", () => {
  const of = (scale: tf.Tensor): RowLoss => (x, w, y) =>
    normSoftmaxLoss(x, w, y, { scale: float(scale, "") });
  const [found, slope] = tf.tidy(() => [
    valuesOf(of(tf.scalar(7)), [X], W, [1]),
    tf.grad((scale: tf.Tensor) =>
      tf.sum(of(scale)(rows([X]), centres(W), labels([1])))
    )(tf.scalar(7)).dataSync(),
  ]);
  assertEquals(found, valuesOf(scaled({ scale: 7 }), [X], W, [1]));
  const wanted = centralDifferences(
    (scale) => tf.sum(of(scale)(rows([X]), centres(W), labels([1]))),
    [7],
    [],
  );
  assertClose(slope, wanted, 1e-2);
});

/** Value and slope of the learnt scale at a place. */
function learnt(
  at: number,
  label: number,
  options: NormSoftmaxCriterionOptions = {},
): { value: number; slope: number } {
  const criterion = normSoftmax({ learn: true, ...options });
  return tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad((scale: tf.Tensor) => {
      const output = {
        embedding: rows([X]),
        pooled: float(tf.ones([1, 2]), "batch feature"),
      };
      const params = { "loss.weight": centres(W), "loss.scale": scale };
      return tf.sum(
        criterion.apply(params, {}, output, labels([label]), {}).perSample,
      );
    })(tf.scalar(at));
    return { value: value.dataSync()[0]!, slope: grad.dataSync()[0]! };
  });
}

Deno.test("normSoftmax() learns its scale, from the one it is told", () => {
  const sizes = { classes: 3, embed: 3, feature: 2 };
  const draw = (options?: NormSoftmaxCriterionOptions) =>
    normSoftmax(options).init(random(1), sizes).params;
  assertEquals(Object.keys(draw()), ["loss.weight"]);
  assertEquals(draw({ learn: true }), {
    ...draw(),
    "loss.scale": { shape: [], values: Float32Array.of(10) },
  });
  const four = draw({ learn: true, scale: 4 })["loss.scale"]!;
  assertEquals(four.values, Float32Array.of(4));
  // The golden vectors; the parameter counts, not the first scale.
  assertAlmostEquals(learnt(4, 1).value, 0.90417648, 1e-6);
  assertAlmostEquals(learnt(30, 1).value, 2.90609025, 1e-5);
  // The own cosine 0.689 is not the best of class 1; that of class 0 is.
  assert(learnt(30, 1).slope > 0);
  assert(learnt(4, 0).slope < 0);
  assertNotEquals(learnt(4, 0, { smoothing: 0.1 }), learnt(4, 0));
});

Deno.test("normSoftmax() holds its scale at the floor, whence it can rise but not sink", () => {
  const at = learnt(0.01, 0), below = learnt(-3, 0);
  assertEquals(below, at);
  assert(below.slope < 0, "descent raises it");
  // A class whose cosine is below the mean wants a scale below 0.
  assert(learnt(0.011, 2).slope > 0);
  assertEquals(learnt(-3, 2), { value: learnt(0.01, 2).value, slope: 0 });
  assertEquals(learnt(-3, 0, { floor: 2 }), learnt(2, 0));
  assertNotEquals(learnt(-3, 0, { floor: 2 }).value, below.value);
});

Deno.test("normSoftmax() refuses a scale or a floor that is not above 0, and a first scale below the floor", () => {
  for (const value of [0, -1, NaN, Infinity]) {
    for (const name of ["scale", "floor"]) {
      assertThrows(
        () => normSoftmax({ [name]: value }),
        RangeError,
        `Cannot compute normSoftmax as ${name} must be above 0 and finite: current ${name} is ${value}`,
      );
    }
  }
  assertThrows(
    () => normSoftmax({ learn: true, scale: 1, floor: 2 }),
    RangeError,
    "Cannot compute normSoftmax as scale must be at least the floor, 2: current scale is 1",
  );
});

Deno.test("normSoftmax() that learns its scale leaves one tensor", () => {
  const output = {
    embedding: rows([X]),
    pooled: float(tf.ones([1, 2]), "batch feature"),
  };
  const params = { "loss.weight": centres(W), "loss.scale": tf.scalar(2) };
  const label = labels([1]);
  const criterion = normSoftmax({ learn: true });
  assertNoLeak(() => criterion.apply(params, {}, output, label, {}).perSample);
  tf.dispose([params, output, label]);
});
