import * as tf from "@tensorflow/tfjs";
import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  adaCos,
  batchHardTriplet,
  type Criterion,
  hardest,
  lSoftmax,
  ohem,
  sphere,
  sphereLoss,
} from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import {
  centres,
  labels,
  onCircle,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import { criterionValues } from "../_kit/metric_case.ts";

await tf.setBackend("cpu");

function kept(values: number[], fraction: number): number[] {
  return tf.tidy(() =>
    Array.from(
      hardest(float(tf.tensor1d(values), "batch"), fraction).dataSync(),
    )
  );
}

/** The same by sorting. */
function slow(values: number[], count: number): number[] {
  const order = values.map((_, i) => i)
    .sort((a, b) => values[b]! - values[a]! || a - b);
  const chosen = new Set(order.slice(0, count));
  return values.map((value, i) =>
    chosen.has(i) ? value * values.length / count : 0
  );
}

Deno.test("hardest() of four losses, by hand", () => {
  assertEquals(kept([1, 4, 2, 3], 0.5), [0, 8, 0, 6]);
  assertEquals(kept([1, 4, 2, 3], 0.25), [0, 16, 0, 0]);
});

onEngines("hardest() keeps the largest, as sorting does", async (engine) => {
  const rng = random(8);
  for (const batch of [1, 2, 7, 30]) {
    const values = Array.from({ length: batch }, () => rng.int(9));
    for (const fraction of [0.01, 0.1, 0.5, 0.7, 1]) {
      const count = Math.max(1, Math.floor(+(fraction * batch).toFixed(6)));
      const result = tf.tidy(() =>
        hardest(float(tf.tensor1d(values, "float32"), "batch"), fraction)
      );
      const found = await result.data();
      result.dispose();
      assertClose(found, slow(values, count), 1e-6, `${engine} ${fraction}`);
    }
  }
});

Deno.test("hardest() has the mean of the kept ones, and of equal losses keeps the first", async () => {
  await tf.setBackend("cpu");
  const found = kept([5, 1, 3, 2, 4], 0.6);
  assertAlmostEquals(
    found.reduce((a, b) => a + b, 0) / 5,
    (5 + 3 + 4) / 3,
    1e-6,
  );
  assertEquals(kept([2, 2, 2, 2], 0.5), [4, 4, 0, 0]);
});

Deno.test("hardest() of everything is what it was given, and at least one stays", () => {
  assertEquals(kept([3, 1, 2], 1), [3, 1, 2]);
  assertEquals(kept([3, 1, 2], 1e-6), [9, 0, 0]);
  assertEquals(kept([7], 0.1), [7]);
});

Deno.test("hardest() rounds down, as CoinCheung's loss does, but not what is whole but for rounding", () => {
  const count = (batch: number, fraction: number) => {
    const values = Array.from({ length: batch }, (_, i) => i + 1);
    return kept(values, fraction).filter((value) => value > 0).length;
  };
  assertEquals(count(64, 0.8), 51);
  // 0.29 times 100 is below 29 in floating point, 0.1 times 30 above 3.
  assertEquals(count(100, 0.29), 29);
  assertEquals(count(30, 0.1), 3);
});

Deno.test("hardest() gives gradient to the kept alone", () => {
  const slopes = tf.tidy(() =>
    tf.grad((x: tf.Tensor) => tf.sum(hardest(float(x, "batch"), 0.5)))(
      tf.tensor1d([1, 4, 2, 3]),
    ).dataSync()
  );
  assertEquals(Array.from(slopes), [0, 2, 0, 2]);
});

Deno.test("hardest() leaves one tensor", () => {
  const x = float(tf.tensor1d([1, 4, 2, 3]), "batch");
  assertNoLeak(() => hardest(x, 0.5));
  x.dispose();
});

Deno.test("ohem() leaves one tensor: all losses are of no more use", () => {
  const params = { "loss.weight": centres(onCircle(0, 120, 240)) };
  const embedding = rows(onCircle(0, 30)), label = labels([0, 1]);
  const output = { embedding, pooled: float(embedding, "batch feature") };
  assertNoLeak(() =>
    ohem(sphere(), 0.5).apply(params, {}, output, label, {}).perSample
  );
  tf.dispose([params, embedding, label]);
});

Deno.test("hardest() and ohem() refuse a fraction out of range", () => {
  for (const fraction of [0, -1, 1.1, NaN]) {
    assertThrows(
      () => kept([1, 2], fraction),
      RangeError,
      `Cannot compute hardest as fraction must be above 0 and at most 1: current fraction is ${fraction}`,
    );
    assertThrows(
      () => ohem(sphere(), fraction),
      RangeError,
      `Cannot compute ohem as fraction must be above 0 and at most 1: current fraction is ${fraction}`,
    );
  }
});

Deno.test("ohem() keeps the hardest of another criterion, with its parameters and state", () => {
  const sizes = { classes: 3, embed: 2, feature: 2 };
  const hard = ohem(adaCos(), 0.5);
  assertEquals(hard.name, "ohem adaCos");
  assertEquals(hard.centres, "loss.weight");
  assertEquals(ohem(batchHardTriplet(), 0.5).centres, null);
  assertEquals(
    hard.init(random(1), sizes),
    adaCos().init(random(1), sizes),
  );
  const x = onCircle(0, 30, 80, 200), w = onCircle(0, 120, 240);
  const label = [0, 0, 0, 0];
  const params = { "loss.weight": centres(w) };
  const plain = criterionValues(sphere(), params, x, label);
  const found = criterionValues(ohem(sphere(), 0.5), params, x, label);
  assertClose(found, slow(plain, 2), 1e-6);
  assertNotEquals(
    criterionValues(ohem(sphere(), 0.75), params, x, label),
    found,
  );
  assertClose(plain, valuesOf(sphereLoss, x, w, label), 1e-6);
  tf.dispose(params);
});

Deno.test("ohem() has the inputs of the other", () => {
  const params = { "loss.weight": centres(onCircle(0, 120, 240)) };
  const criterion = lSoftmax({ lambda: 3 });
  assertEquals(ohem(criterion, 0.5).inputs?.(4), { lambda: 3 });
  const values = (criterion: Criterion) =>
    criterionValues(criterion, params, onCircle(0, 80), [0, 0]);
  assertClose(
    values(ohem(criterion, 0.5)),
    [0, 2 * values(criterion)[1]!],
    1e-6,
  );
  tf.dispose(params);
});

Deno.test("ohem() hands on the new state, and gradients reach its parameters", () => {
  const hard = ohem(adaCos(), 0.5);
  const { params, state } = hard.init(random(1), {
    classes: 3,
    embed: 2,
    feature: 2,
  });
  assertEquals(Object.keys(params), ["loss.weight"]);
  const scales: number[] = [];
  const { weight } = slopesOf(
    (embedding, weight, label) => {
      const judged = hard.apply(
        { "loss.weight": weight },
        { "loss.scale": tf.scalar(state["loss.scale"]!.values[0]!) },
        { embedding, pooled: float(embedding, "batch feature") },
        label,
        {},
      );
      scales.push(judged.state["loss.scale"]!.dataSync()[0]!);
      return judged.perSample;
    },
    onCircle(10, 50),
    onCircle(0, 120, 240),
    [0, 1],
  );
  assertNotEquals(weight.map(Math.abs).reduce((a, b) => a + b), 0);
  assertNotEquals(scales[0], state["loss.scale"]!.values[0]);
});
