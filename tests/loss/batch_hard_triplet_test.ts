import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  batchHardTriplet,
  batchHardTripletLoss,
  type BatchHardTripletOptions,
} from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
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

function given(options?: BatchHardTripletOptions): PairLoss {
  return (x, y) => batchHardTripletLoss(x, y, options);
}

/** The equation in float64, pair by pair. */
function slow(
  x: number[][],
  y: number[],
  { margin = 0.3, squared = false }: BatchHardTripletOptions,
): number[] {
  return x.map((anchor, i) => {
    let own = -Infinity, nearest = Infinity;
    x.forEach((other, j) => {
      const d = slowDistance(anchor, other, squared);
      if (y[i] !== y[j]) nearest = Math.min(nearest, d);
      else if (i !== j) own = Math.max(own, d);
    });
    if (!Number.isFinite(own) || !Number.isFinite(nearest)) return 0;
    return margin === "soft"
      ? slowSoftplus(own - nearest)
      : Math.max(0, own - nearest + margin);
  });
}

const X = [[0, 0], [1, 0], [3, 0], [0, 2]];
const Y = [0, 0, 1, 1];
const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

Deno.test("batchHardTripletLoss() of four points, by hand and golden", () => {
  const far = Math.sqrt(13);
  const hinge = pairValues(given(), X, Y);
  assertClose(hinge, [0, 0, far - 2 + 0.3, far - 2 + 0.3], 1e-6);
  assertAlmostEquals(mean(hinge), 0.952775638, 1e-6);
  const soft = pairValues(given({ margin: "soft" }), X, Y);
  assertAlmostEquals(mean(soft), 1.050891671, 1e-6);
});

Deno.test("batchHardTripletLoss() is its equation, over random batches", () => {
  const rng = random(5);
  for (const batch of [2, 5, 12]) {
    const x = Array.from(
      { length: batch },
      () => [rng.normal(), rng.normal(), rng.normal()],
    );
    const y = x.map(() => rng.int(4));
    for (const margin of [0, 0.3, 2, "soft"] as const) {
      for (const squared of [false, true]) {
        assertClose(
          pairValues(given({ margin, squared }), x, y),
          slow(x, y, { margin, squared }),
          1e-5,
        );
      }
    }
  }
});

onEngines(
  "batchHardTripletLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "webgpu" ? 1e-3 : 1e-5;
    const cases: Record<string, BatchHardTripletOptions> = {
      "batchHardTriplet": {},
      "batchHardTriplet, margin 2": { margin: 2 },
      "batchHardTriplet, soft": { margin: "soft" },
      "batchHardTriplet, soft, squared": { margin: "soft", squared: true },
    };
    for (const [name, options] of Object.entries(cases)) {
      await assertMetricGolden(
        name,
        withCentres(given(options)),
        tolerance,
      );
    }
  },
);

Deno.test("batchHardTripletLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  const x = [[0, 0.1], [1, 0.2], [3, 0], [0.3, 2], [-1, 1]];
  for (const margin of [2, "soft"] as const) {
    for (const squared of [false, true]) {
      assertPairSlopes(given({ margin, squared }), x, [0, 0, 1, 1, 0], 2e-3);
    }
  }
});

Deno.test("batchHardTripletLoss() is 0 without gradient for an anchor that lacks a kind of pair", () => {
  for (const margin of [0.3, "soft"] as const) {
    const loss = given({ margin });
    assertEquals(pairValues(loss, X, [0, 0, 0, 0]), [0, 0, 0, 0]);
    assertEquals(pairValues(loss, X, [0, 1, 2, 3]), [0, 0, 0, 0]);
    assertEquals(pairValues(loss, [[1, 2]], [0]), [0]);
    assertEquals(pairSlopes(loss, [[1, 2]], [0]), [0, 0]);
    assert(pairSlopes(loss, X, [0, 0, 0, 0]).every((slope) => slope === 0));
    // The last one is alone of its label: others meet it, it has no loss.
    const values = pairValues(loss, X, [0, 0, 1, 2]);
    assertEquals(values.slice(2), [0, 0]);
    assertClose(values, slow(X, [0, 0, 1, 2], { margin }), 1e-6);
  }
});

Deno.test("batchHardTripletLoss() is finite, gradients too, where rows are the same", () => {
  const zeros = [[0, 0], [0, 0], [0, 0], [0, 0]];
  for (const margin of [0.3, "soft"] as const) {
    const values = pairValues(given({ margin }), zeros, Y);
    assertClose(
      values,
      Array(4).fill(margin === "soft" ? Math.LN2 : 0.3),
      1e-5,
    );
    assert(pairSlopes(given({ margin }), zeros, Y).every(Number.isFinite));
  }
  const far = [[1e4, 0], [0, 0], [1, 0], [-1e4, 0]];
  const values = pairValues(given({ margin: "soft" }), far, Y);
  assertClose(values, slow(far, Y, { margin: "soft" }), 1e-6);
});

Deno.test("batchHardTripletLoss() pulls at one of several equal pairs, the first", () => {
  // Two positives at the same place, two negatives at another.
  const x = [[0, 0], [3, 0], [3, 0], [0, 1], [0, 1]];
  const y = [0, 0, 0, 1, 2];
  const loss: PairLoss = (x, y) =>
    tf.slice(batchHardTripletLoss(x, y), 0, 1) as ReturnType<PairLoss>;
  assertClose(
    pairSlopes(loss, x, y),
    [-1, 1, 1, 0, 0, 0, 0, -1, 0, 0],
    1e-6,
  );
});

Deno.test("batchHardTripletLoss() changes with margin, softness and squares", () => {
  const at = (options: BatchHardTripletOptions) =>
    pairValues(given(options), X, Y);
  assertEquals(at({}), at({ margin: 0.3, squared: false }));
  assertNotEquals(at({ margin: 0.4 }), at({}));
  assertNotEquals(at({ margin: "soft" }), at({}));
  assertNotEquals(at({ squared: true }), at({}));
});

Deno.test("batchHardTripletLoss() refuses a margin below 0, and axes of two sizes", () => {
  for (const margin of [-0.1, NaN, Infinity]) {
    assertThrows(
      () => pairValues(given({ margin }), X, Y),
      RangeError,
      `Cannot compute batchHardTripletLoss as margin must be at least 0 and finite: current margin is ${margin}`,
    );
  }
  assertThrows(
    () => pairValues(given(), X, [0]),
    RangeError,
    'Cannot compute batchHardTripletLoss as embedding and label must agree on "batch": current sizes are 4 and 1',
  );
});

Deno.test("batchHardTripletLoss() leaves one tensor", () => {
  const x = rows(X), y = labels(Y);
  assertNoLeak(() => batchHardTripletLoss(x, y));
  const slope = tf.grad((x: tf.Tensor) =>
    batchHardTripletLoss(float(x, "batch embed"), y)
  );
  assertNoLeak(() => slope(x));
  tf.dispose([x, y]);
});

Deno.test("batchHardTriplet() applies its loss to the embedding, with its options", () => {
  assertEquals(
    batchHardTriplet().init(random(1), { classes: 2, embed: 2, feature: 3 }),
    { params: {}, state: {} },
  );
  for (const options of [{}, { margin: 2 }, { squared: true }]) {
    const pooled = X.map(() => [1, 2, 3]);
    assertEquals(
      criterionValues(batchHardTriplet(options), {}, X, Y, pooled),
      pairValues(given(options), X, Y),
    );
  }
  assertEquals(batchHardTriplet().name, "batchHardTriplet");
  assertEquals(batchHardTriplet().centres, null);
});
