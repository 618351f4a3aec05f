import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  circlePair,
  circlePairLoss,
  type CirclePairOptions,
} from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import { labels, rows } from "../_kit/loss_case.ts";
import {
  assertMetricGolden,
  criterionValues,
  type PairLoss,
  pairSlopes,
  pairValues,
  slowSoftplus,
  withCentres,
} from "../_kit/metric_case.ts";

await tf.setBackend("cpu");

function given(options?: CirclePairOptions): PairLoss {
  return (x, y) => circlePairLoss(x, y, options);
}

/** Cosines of all pairs in float64. */
function slowCosines(x: number[][]): number[][] {
  return x.map((a) =>
    x.map((b) =>
      a.reduce((sum, value, k) => sum + value * b[k]!, 0) /
      Math.hypot(...a) / Math.hypot(...b)
    )
  );
}

/** The equation in float64, pair by pair; the weights may be those of other cosines. */
function slow(
  x: number[][],
  y: number[],
  scale: number,
  m: number,
  held = slowCosines(x),
): number[] {
  const logSum = (values: number[]) => {
    const top = Math.max(...values);
    return top +
      Math.log(values.reduce((sum, v) => sum + Math.exp(v - top), 0));
  };
  const cosines = slowCosines(x);
  return x.map((_, i) => {
    const own: number[] = [], others: number[] = [];
    cosines[i]!.forEach((s, j) => {
      const weight = held[i]![j]!;
      if (y[i] !== y[j]) {
        others.push(scale * Math.max(0, weight + m) * (s - m));
      } else if (i !== j) {
        own.push(-scale * Math.max(0, 1 + m - weight) * (s - 1 + m));
      }
    });
    if (own.length === 0 || others.length === 0) return 0;
    return slowSoftplus(logSum(own) + logSum(others));
  });
}

const X = [[0.2, 1], [1, 0.3], [3, -1], [-1, 2]];
const Y = [0, 0, 1, 1];

Deno.test("circlePairLoss() of own at 0° and other at 90°, by hand", () => {
  const found = pairValues(
    given({ scale: 1 }),
    [[1, 0], [2, 0], [0, 3]],
    [0, 0, 1],
  );
  const one = Math.log1p(Math.exp(-1 / 16 - 1 / 16));
  assertClose(found, [one, one, 0], 1e-6);
});

Deno.test("circlePairLoss() is its equation, over random batches", () => {
  const rng = random(7);
  for (const batch of [2, 5, 12]) {
    const x = Array.from(
      { length: batch },
      () => [rng.normal(), rng.normal(), rng.normal()],
    );
    const y = x.map(() => rng.int(3));
    for (const [scale, margin] of [[1, 0], [128, 0.25], [80, 0.4]] as const) {
      assertClose(
        pairValues(given({ scale, margin }), x, y),
        slow(x, y, scale, margin),
        1e-5,
      );
    }
  }
});

onEngines(
  "circlePairLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "webgpu" ? 1e-3 : 1e-5;
    await assertMetricGolden("circlePair", withCentres(given()), tolerance);
    await assertMetricGolden(
      "circlePair, scale 4, margin 0.4",
      withCentres(given({ scale: 4, margin: 0.4 })),
      tolerance,
    );
  },
);

Deno.test("circlePairLoss() has the gradient of central differences, its weights held", async () => {
  await tf.setBackend("cpu");
  const held = slowCosines(X);
  const step = 1e-5;
  const wanted = X.flat().map((_, k) => {
    const at = (by: number) =>
      slow(
        X.map((row, i) => row.map((x, j) => 2 * i + j === k ? x + by : x)),
        Y,
        4,
        0.25,
        held,
      ).reduce((sum, value) => sum + value, 0);
    return (at(step) - at(-step)) / (2 * step);
  });
  assertClose(pairSlopes(given({ scale: 4 }), X, Y), wanted, 1e-5);
});

Deno.test("circlePairLoss() is 0 without gradient for an anchor that lacks a kind of pair", () => {
  assertEquals(pairValues(given(), X, [0, 0, 0, 0]), [0, 0, 0, 0]);
  assertEquals(pairValues(given(), X, [0, 1, 2, 3]), [0, 0, 0, 0]);
  assertEquals(pairValues(given(), [[1, 2]], [0]), [0]);
  assert(pairSlopes(given(), X, [0, 0, 0, 0]).every((slope) => slope === 0));
  assertClose(
    pairValues(given(), X, [0, 0, 1, 2]),
    slow(X, [0, 0, 1, 2], 128, 0.25),
    1e-5,
  );
});

Deno.test("circlePairLoss() is finite, gradients too, at zero rows and where rows are the same", () => {
  for (const row of [[0, 0], [1, 2]]) {
    const x = X.map(() => row);
    assert(pairValues(given(), x, Y).every(Number.isFinite));
    assert(pairSlopes(given(), x, Y).every(Number.isFinite));
  }
});

Deno.test("circlePairLoss() sees no lengths", () => {
  const long = X.map((row, i) => row.map((x) => (i + 1) * x));
  assertClose(pairValues(given(), long, Y), pairValues(given(), X, Y), 1e-5);
});

Deno.test("circlePairLoss() changes with scale and margin", () => {
  const at = (options: CirclePairOptions) => pairValues(given(options), X, Y);
  assertEquals(at({}), at({ scale: 128, margin: 0.25 }));
  assertNotEquals(at({ scale: 64 }), at({}));
  assertNotEquals(at({ margin: 0.4 }), at({}));
});

Deno.test("circlePairLoss() refuses options out of range, and axes of two sizes", () => {
  assertThrows(
    () => pairValues(given({ scale: 0 }), X, Y),
    RangeError,
    "Cannot compute circlePairLoss as scale must be above 0 and finite: current scale is 0",
  );
  assertThrows(
    () => pairValues(given({ margin: NaN }), X, Y),
    RangeError,
    "Cannot compute circlePairLoss as margin must be at least 0 and finite: current margin is NaN",
  );
  assertThrows(
    () => pairValues(given(), X, [0]),
    RangeError,
    'Cannot compute circlePairLoss as embedding and label must agree on "batch": current sizes are 4 and 1',
  );
});

Deno.test("circlePairLoss() leaves one tensor", () => {
  const x = rows(X), y = labels(Y);
  assertNoLeak(() => circlePairLoss(x, y));
  tf.dispose([x, y]);
});

Deno.test("circlePair() applies its loss to the embedding, with its options", () => {
  assertEquals(
    circlePair().init(random(1), { classes: 2, embed: 2, feature: 3 }),
    { params: {}, state: {} },
  );
  for (const options of [{}, { scale: 2 }, { margin: 0.4 }]) {
    const pooled = X.map(() => [1, 2, 3]);
    assertEquals(
      criterionValues(circlePair(options), {}, X, Y, pooled),
      pairValues(given(options), X, Y),
    );
  }
  assertEquals(circlePair().name, "circlePair");
  assertEquals(circlePair().centres, null);
});
