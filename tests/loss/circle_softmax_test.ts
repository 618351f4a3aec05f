import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  circleSoftmax,
  circleSoftmaxLoss,
  type CircleSoftmaxOptions,
} from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { centralDifferences } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import {
  centres,
  labels,
  onCircle,
  type RowLoss,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import { assertMetricGolden, criterionValues } from "../_kit/metric_case.ts";

await tf.setBackend("cpu");

function given(options?: CircleSoftmaxOptions): RowLoss {
  return (x, w, y) => circleSoftmaxLoss(x, w, y, options);
}

const X = [1.2, -0.5, 0.3];
const W = [[0.9, 0.1, -0.2], [0.3, -0.8, 0.5], [-0.6, 0.4, 0.7]];

/** The equation in float64, of cosines; the weights may be those of other cosines. */
function slow(
  cosines: number[],
  y: number,
  s: number,
  m: number,
  held = cosines,
): number {
  const z = cosines.map((c, j) =>
    j === y
      ? s * Math.max(0, 1 + m - held[j]!) * (c - (1 - m))
      : s * Math.max(0, held[j]! + m) * (c - m)
  );
  const top = Math.max(...z);
  return top - z[y]! +
    Math.log(z.reduce((sum, z) => sum + Math.exp(z - top), 0));
}

/** Cosines in float64. */
function slowCosines(x: number[]): number[] {
  return W.map((w) =>
    w.reduce((sum, value, k) => sum + value * x[k]!, 0) /
    Math.hypot(...w) / Math.hypot(...x)
  );
}

Deno.test("circleSoftmaxLoss() at 90° to both classes, by hand", () => {
  const found = valuesOf(
    given({ scale: 1, margin: 0.25 }),
    [[0, 7]],
    [[2, 0], [-3, 0]],
    [1],
  );
  assertClose(found, [Math.log1p(Math.exp(-1 / 16 + 15 / 16))], 1e-6);
});

Deno.test("circleSoftmaxLoss() is its equation over 180 angles", () => {
  const turns = Array.from({ length: 180 }, (_, i) => 2 * i);
  const cos = (degrees: number) => Math.cos(degrees * Math.PI / 180);
  for (const [scale, margin] of [[1, 0], [64, 0.35], [128, 0.25]] as const) {
    assertClose(
      valuesOf(
        given({ scale, margin }),
        onCircle(...turns),
        onCircle(10, 100, 250),
        turns.map(() => 1),
      ),
      turns.map((turn) =>
        slow([10, 100, 250].map((c) => cos(turn - c)), 1, scale, margin)
      ),
      1e-5,
    );
  }
});

Deno.test("circleSoftmaxLoss() gives the golden values of three classes", () => {
  assertClose(valuesOf(given({ scale: 4 }), [X], W, [1]), [2.12357850], 1e-6);
  assertClose(valuesOf(given(), [X], W, [1]), [29.84753881], 1e-6);
});

onEngines(
  "circleSoftmaxLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "webgpu" ? 1e-3 : 1e-5;
    await assertMetricGolden("circleSoftmax", given(), tolerance);
    await assertMetricGolden(
      "circleSoftmax, scale 4, margin 0.25",
      given({ scale: 4, margin: 0.25 }),
      tolerance,
    );
  },
);

Deno.test("circleSoftmaxLoss() has the gradient of central differences, its weights held", async () => {
  await tf.setBackend("cpu");
  const held = slowCosines(X);
  const step = 1e-5;
  const wanted = X.map((_, k) => {
    const at = (by: number) =>
      slow(
        slowCosines(X.map((x, i) => i === k ? x + by : x)),
        1,
        4,
        0.35,
        held,
      );
    return (at(step) - at(-step)) / (2 * step);
  });
  const found = slopesOf(given({ scale: 4 }), [X], W, [1]);
  assertClose(found.embedding, wanted, 1e-5);
  // Were the weights not held, it would be another.
  const free = centralDifferences(
    (x) =>
      circleSoftmaxLoss(float(x, "batch embed"), centres(W), labels([1]), {
        scale: 4,
      }),
    X,
    [1, 3],
  );
  assert(Math.abs(free[0]! - wanted[0]!) > 0.1);
  assert(found.weight.some((slope) => slope !== 0));
});

Deno.test("circleSoftmaxLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  for (const x of [[0, 0, 0], W[1]!, W[1]!.map((w) => -w)]) {
    const values = valuesOf(given(), [x], W, [1]);
    const { embedding, weight } = slopesOf(given(), [x], W, [1]);
    assert([...values, ...embedding, ...weight].every(Number.isFinite));
  }
});

Deno.test("circleSoftmaxLoss() of one class, and of equal weights", () => {
  assertEquals(valuesOf(given(), [X], [W[0]!], [0]), [0]);
  const same = slow(Array(3).fill(slowCosines(X)[0]!), 2, 64, 0.35);
  assertClose(valuesOf(given(), [X], [W[0]!, W[0]!, W[0]!], [2]), [same], 1e-5);
});

Deno.test("circleSoftmaxLoss() changes with scale, margin, smoothing and spread", () => {
  const at = (options: CircleSoftmaxOptions) =>
    valuesOf(given(options), [X], W, [1]);
  assertEquals(at({}), at({ scale: 64, margin: 0.35 }));
  assertNotEquals(at({ scale: 65 }), at({}));
  assertNotEquals(at({ margin: 0.3 }), at({}));
  assertNotEquals(at({ smoothing: 0.1 }), at({}));
  assertNotEquals(
    at({ smoothing: 0.1, spread: "others" }),
    at({ smoothing: 0.1 }),
  );
});

Deno.test("circleSoftmaxLoss() refuses options out of range, and axes of two sizes", () => {
  for (const scale of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ scale }), [X], W, [1]),
      RangeError,
      `Cannot compute circleSoftmaxLoss as scale must be above 0 and finite: current scale is ${scale}`,
    );
  }
  assertThrows(
    () => valuesOf(given({ margin: -1 }), [X], W, [1]),
    RangeError,
    "Cannot compute circleSoftmaxLoss as margin must be at least 0 and finite: current margin is -1",
  );
  assertThrows(
    () => valuesOf(given(), [[1, 2]], W, [0]),
    RangeError,
    'Cannot compute circleSoftmaxLoss as embedding and weight must agree on "embed": current sizes are 2 and 3',
  );
});

Deno.test("circleSoftmaxLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  assertNoLeak(() => circleSoftmaxLoss(x, w, y));
  tf.dispose([x, w, y]);
});

Deno.test("circleSoftmax() is its loss with Xavier normal weights", () => {
  const sizes = { classes: 60, embed: 40, feature: 7 };
  const { params, state } = circleSoftmax().init(random(1), sizes);
  assertEquals(state, {});
  const { shape, values } = params["loss.weight"]!;
  assertEquals(shape, [60, 40]);
  const square = values.reduce((sum, value) => sum + value ** 2, 0) / 2400;
  assertClose([Math.sqrt(square)], [Math.sqrt(2 / 100)], 0.05);
  const small = circleSoftmax({ deviation: 0.01 }).init(random(1), sizes);
  const length = Math.hypot(...small.params["loss.weight"]!.values);
  assertClose([length / Math.sqrt(2400)], [0.01], 0.05);
  const own = { "loss.weight": centres(W) };
  for (
    const options of [{}, { scale: 3 }, { margin: 0.1 }, { smoothing: 0.1 }]
  ) {
    assertEquals(
      criterionValues(circleSoftmax(options), own, [X], [1], [[1]]),
      valuesOf(given(options), [X], W, [1]),
    );
  }
  assertEquals(circleSoftmax().name, "circleSoftmax");
  assertEquals(circleSoftmax().centres, "loss.weight");
  tf.dispose(own);
});
