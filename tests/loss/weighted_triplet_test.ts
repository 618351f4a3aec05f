import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  weightedTriplet,
  weightedTripletLoss,
  type WeightedTripletOptions,
} from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import { labels, rows } from "../_kit/loss_case.ts";
import {
  assertMetricGolden,
  assertPairSlopes,
  criterionValues,
  type PairLoss,
  pairSlopes,
  pairValues,
  slowDistance,
  slowSoftplus,
  withCentres,
} from "../_kit/metric_case.ts";

await tf.setBackend("cpu");

function given(options?: WeightedTripletOptions): PairLoss {
  return (x, y) => weightedTripletLoss(x, y, options);
}

/** The equation in float64, pair by pair. */
function slow(x: number[][], y: number[], squared: boolean): number[] {
  const mean = (distances: number[], sign: number) => {
    const weights = distances.map((d) => Math.exp(sign * d));
    const sum = weights.reduce((a, b) => a + b, 0);
    return distances.reduce((total, d, k) => total + d * weights[k]! / sum, 0);
  };
  return x.map((anchor, i) => {
    const own: number[] = [], others: number[] = [];
    x.forEach((other, j) => {
      const d = slowDistance(anchor, other, squared);
      if (y[i] !== y[j]) others.push(d);
      else if (i !== j) own.push(d);
    });
    if (own.length === 0 || others.length === 0) return 0;
    return slowSoftplus(mean(own, 1) - mean(others, -1));
  });
}

const X = [[0, 0], [1, 0], [3, 0], [0, 2]];
const Y = [0, 0, 1, 1];

Deno.test("weightedTripletLoss() of four points, by hand", () => {
  // The first: positive at 1; negatives at 3 and 2, the nearer with e times the weight.
  const near = (3 * Math.exp(-3) + 2 * Math.exp(-2)) /
    (Math.exp(-3) + Math.exp(-2));
  const [first] = pairValues(given(), X, Y);
  assertClose([first!], [Math.log1p(Math.exp(1 - near))], 1e-6);
});

Deno.test("weightedTripletLoss() is its equation, over random batches", () => {
  const rng = random(6);
  for (const batch of [2, 5, 12]) {
    const x = Array.from(
      { length: batch },
      () => [rng.normal(), rng.normal(), rng.normal()],
    );
    const y = x.map(() => rng.int(3));
    for (const squared of [false, true]) {
      assertClose(
        pairValues(given({ squared }), x, y),
        slow(x, y, squared),
        1e-5,
      );
    }
  }
});

onEngines(
  "weightedTripletLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "webgpu" ? 1e-3 : 1e-5;
    for (const squared of [false, true]) {
      await assertMetricGolden(
        `weightedTriplet${squared ? ", squared" : ""}`,
        withCentres(given({ squared })),
        tolerance,
      );
    }
  },
);

Deno.test("weightedTripletLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  const x = [[0, 0.1], [1, 0.2], [3, 0], [0.3, 2], [-1, 1]];
  for (const squared of [false, true]) {
    assertPairSlopes(given({ squared }), x, [0, 0, 1, 1, 0], 2e-3);
  }
});

Deno.test("weightedTripletLoss() is 0 without gradient for an anchor that lacks a kind of pair", () => {
  assertEquals(pairValues(given(), X, [0, 0, 0, 0]), [0, 0, 0, 0]);
  assertEquals(pairValues(given(), X, [0, 1, 2, 3]), [0, 0, 0, 0]);
  assertEquals(pairValues(given(), [[1, 2]], [0]), [0]);
  assertEquals(pairSlopes(given(), [[1, 2]], [0]), [0, 0]);
  assert(pairSlopes(given(), X, [0, 0, 0, 0]).every((slope) => slope === 0));
  assertClose(
    pairValues(given(), X, [0, 0, 1, 2]),
    slow(X, [0, 0, 1, 2], false),
    1e-6,
  );
});

Deno.test("weightedTripletLoss() is finite, gradients too, where rows are the same or far", () => {
  const zeros = [[0, 0], [0, 0], [0, 0], [0, 0]];
  assertClose(pairValues(given(), zeros, Y), Array(4).fill(Math.LN2), 1e-6);
  assert(pairSlopes(given(), zeros, Y).every(Number.isFinite));
  const far = [[1e4, 0], [0, 0], [1, 0], [-1e4, 0]];
  assertEquals(pairValues(given(), far, Y).map(Math.round), [
    1,
    9999,
    10000,
    1,
  ]);
  assert(pairSlopes(given(), far, Y).every(Number.isFinite));
});

Deno.test("weightedTripletLoss() changes with squares", () => {
  assertNotEquals(
    pairValues(given({ squared: true }), X, Y),
    pairValues(given(), X, Y),
  );
  assertEquals(
    pairValues(given({ squared: false }), X, Y),
    pairValues(given(), X, Y),
  );
});

Deno.test("weightedTripletLoss() refuses axes of two sizes", () => {
  assertThrows(
    () => pairValues(given(), X, [0]),
    RangeError,
    'Cannot compute weightedTripletLoss as embedding and label must agree on "batch": current sizes are 4 and 1',
  );
});

Deno.test("weightedTripletLoss() leaves one tensor", () => {
  const x = rows(X), y = labels(Y);
  assertNoLeak(() => weightedTripletLoss(x, y));
  tf.dispose([x, y]);
});

Deno.test("weightedTriplet() applies its loss to the embedding, with its options", () => {
  assertEquals(
    weightedTriplet().init(random(1), { classes: 2, embed: 2, feature: 3 }),
    { params: {}, state: {} },
  );
  for (const options of [{}, { squared: true }]) {
    const pooled = X.map(() => [1, 2, 3]);
    assertEquals(
      criterionValues(weightedTriplet(options), {}, X, Y, pooled),
      pairValues(given(options), X, Y),
    );
  }
  assertEquals(weightedTriplet().name, "weightedTriplet");
  assertEquals(weightedTriplet().centres, null);
});
