import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { centre, centreLoss } from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { centralDifferences } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import {
  centres,
  labels,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import { assertMetricGolden, criterionValues } from "../_kit/metric_case.ts";

await tf.setBackend("cpu");

const X = [[1.2, -0.5, 0.3], [2, 1, 0]];
const W = [[0.9, 0.1, -0.2], [0.3, -0.8, 0.5], [-0.6, 0.4, 0.7]];

Deno.test("centreLoss() of a 3-4-5 triangle, by hand", () => {
  assertEquals(valuesOf(centreLoss, [[4, 5]], [[0, 0], [1, 1]], [1]), [12.5]);
});

Deno.test("centreLoss() is its equation, for each label", () => {
  for (const [a, b] of [[0, 1], [1, 2], [2, 0]] as const) {
    const slow = [a, b].map((y, i) =>
      W[y]!.reduce((sum, c, k) => sum + (X[i]![k]! - c) ** 2, 0) / 2
    );
    assertClose(valuesOf(centreLoss, X, W, [a, b]), slow, 1e-6);
  }
});

onEngines(
  "centreLoss() gives PyTorch's values and gradients",
  async (engine) => {
    await assertMetricGolden(
      "centre",
      centreLoss,
      engine === "webgpu" ? 1e-3 : 1e-5,
    );
  },
);

Deno.test("centreLoss() moves embedding and own centre towards each other, and no other centre", async () => {
  await tf.setBackend("cpu");
  const { embedding, weight } = slopesOf(centreLoss, [X[0]!], W, [1]);
  const away = X[0]!.map((x, k) => x - W[1]![k]!);
  assertClose(embedding, away, 1e-6);
  assertClose(weight, [0, 0, 0, ...away.map((x) => -x), 0, 0, 0], 1e-6);
  assertClose(
    weight,
    centralDifferences(
      (w) => centreLoss(rows([X[0]!]), float(w, "class embed"), labels([1])),
      W.flat(),
      [3, 3],
    ),
    1e-3,
  );
});

Deno.test("centreLoss() of an embedding at its centre, of a zero one, of one class", () => {
  assertEquals(valuesOf(centreLoss, [W[1]!], W, [1]), [0]);
  assert(slopesOf(centreLoss, [W[1]!], W, [1]).embedding.every((x) => x === 0));
  assertClose(valuesOf(centreLoss, [[0, 0]], [[3, 4]], [0]), [12.5], 1e-6);
});

Deno.test("centreLoss() refuses axes of two sizes", () => {
  assertThrows(
    () => valuesOf(centreLoss, [[1, 2]], W, [0]),
    RangeError,
    'Cannot compute centreLoss as embedding and centre must agree on "embed": current sizes are 2 and 3',
  );
  assertThrows(
    () => valuesOf(centreLoss, X, W, [0]),
    RangeError,
    'Cannot compute centreLoss as embedding and label must agree on "batch": current sizes are 2 and 1',
  );
});

Deno.test("centreLoss() leaves one tensor", () => {
  const x = rows(X), w = centres(W), y = labels([1, 2]);
  assertNoLeak(() => centreLoss(x, w, y));
  tf.dispose([x, w, y]);
});

Deno.test("centre() draws centres of its deviation", () => {
  const sizes = { classes: 40, embed: 50, feature: 7 };
  const draw = (deviation?: number) => {
    const { params, state } = centre({ deviation }).init(random(1), sizes);
    assertEquals(state, {});
    assertEquals(params["loss.centre"]!.shape, [40, 50]);
    const { values } = params["loss.centre"]!;
    return Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / 2000);
  };
  assertAlmostEquals(draw(), 1, 0.05);
  assertAlmostEquals(draw(0.1), 0.1, 5e-3);
});

Deno.test("centre() applies its loss to the embedding, with its parameter", () => {
  const params = { "loss.centre": centres(W) };
  const found = criterionValues(centre(), params, X, [1, 2], [[1], [2]]);
  assertEquals(found, valuesOf(centreLoss, X, W, [1, 2]));
  assertNotEquals(found, valuesOf(centreLoss, X, W, [2, 1]));
  assertEquals(centre().name, "centre");
  assertEquals(centre().centres, "loss.centre");
  tf.dispose(params);
});
