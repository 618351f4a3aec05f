import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import {
  cosFace,
  cosFaceLoss,
  type CosFaceLossOptions,
  normSoftmaxLoss,
} from "../../lib/loss/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import {
  assertGolden,
  centres,
  labels,
  marginGolden,
  onCircle,
  type RowLoss,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import {
  assertAllDiffer,
  assertCentral,
  assertCriterion,
  assertFinite,
  assertOracle,
  assertRefusesSizes,
  assertWeightsLearn,
  W,
  X,
} from "../_kit/margin_case.ts";

await tf.setBackend("cpu");

function given(options?: CosFaceLossOptions): RowLoss {
  return (x, w, y) => cosFaceLoss(x, w, y, options);
}

Deno.test("cosFaceLoss() of cosines 1 and 0, by hand", () => {
  const [loss] = valuesOf(
    given({ scale: 2, margin: 0.25 }),
    [[5, 0]],
    [[2, 0], [0, 3]],
    [0],
  );
  assertAlmostEquals(loss!, Math.log1p(Math.exp(-1.5)), 1e-6);
});

Deno.test("cosFaceLoss() has scale 64 and margin 0.35 unless told", () => {
  // Cosines 0 and 0: the margin alone.
  const [loss] = valuesOf(given(), [[0, 0, 1]], [[1, 0, 0], [0, 1, 0]], [0]);
  assertAlmostEquals(loss!, 64 * 0.35, 1e-5);
});

Deno.test("cosFaceLoss() is its equation over 179 angles, and at 0° and 180°", () => {
  for (const [scale, margin] of [[4, 0.2], [30, 0.35], [64, 0.4]] as const) {
    const own = (theta: number) => scale * (Math.cos(theta) - margin);
    const loss = given({ scale, margin });
    assertOracle(loss, own, (c) => scale * c);
    assertClose(
      valuesOf(loss, onCircle(0, 180), onCircle(0, 90), [0, 0]),
      [0, Math.PI].map((theta) => Math.log1p(Math.exp(-own(theta)))),
      1e-5,
    );
  }
});

Deno.test("cosFaceLoss() gives the golden values and slopes of three classes", () => {
  const at = (scale: number) =>
    valuesOf(given({ scale, margin: 0.35 }), [X], W, [1]);
  assertClose(at(4), [1.94028386], 2e-6);
  assertClose(at(30), [13.34985040], 2e-6);
  assertClose(at(64), [28.47967745], 2e-6);
  assertClose(
    slopesOf(given({ scale: 4 }), [X], W, [1]).embedding,
    [1.489095, 2.440333, -1.889160],
    1e-5,
  );
  assertClose(
    slopesOf(given(), [X], W, [1]).embedding,
    [27.918898, 45.646152, -35.598670],
    1e-5,
  );
});

onEngines(
  "cosFaceLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 2e-5 : 1e-3;
    for (const [scale, margin] of [[4, 0.2], [30, 0.35], [64, 0.35]] as const) {
      await assertGolden(
        `cosFace, scale ${scale}, margin ${margin}`,
        given({ scale, margin }),
        tolerance,
        marginGolden,
      );
    }
    for (const batch of [1, 12]) {
      await assertGolden(
        `cosFace, scale 30, margin 0.35, batch ${batch}`,
        given({ scale: 30 }),
        tolerance,
        marginGolden,
      );
    }
  },
);

Deno.test("cosFaceLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  assertCentral(given({ scale: 4 }));
  assertCentral(given({ scale: 16, margin: 0.1 }));
});

Deno.test("cosFaceLoss() without a margin is normSoftmaxLoss()", () => {
  for (const scale of [4, 64]) {
    const plain: RowLoss = (x, w, y) => normSoftmaxLoss(x, w, y, { scale });
    const none = given({ scale, margin: 0 });
    assertClose(
      valuesOf(none, [X, W[0]!], W, [1, 2]),
      valuesOf(plain, [X, W[0]!], W, [1, 2]),
      1e-6,
    );
    assertClose(
      slopesOf(none, [X], W, [1]).weight,
      slopesOf(plain, [X], W, [1]).weight,
      1e-6,
    );
  }
});

Deno.test("cosFaceLoss() rises with the margin", () => {
  const values = [0, 0.1, 0.2, 0.5, 1].map((margin) =>
    valuesOf(given({ scale: 8, margin }), [X], W, [1])[0]!
  );
  values.slice(1).forEach((value, i) => assert(value > values[i]!));
});

Deno.test("cosFaceLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  assertFinite(given());
  // A zero row has no angle: cosine 0 everywhere.
  const [zero] = valuesOf(given({ scale: 1 }), [[0, 0, 0]], W, [1]);
  assertAlmostEquals(zero!, Math.log1p(2 * Math.exp(0.35)), 1e-6);
});

Deno.test("cosFaceLoss() moves every class weight", () => {
  assertWeightsLearn(given({ scale: 8 }));
});

Deno.test("cosFaceLoss() changes with scale, margin, smoothing and spread", () => {
  assertAllDiffer(
    given(),
    given({ scale: 30 }),
    given({ margin: 0.4 }),
    given({ smoothing: 0.1 }),
  );
  assertAllDiffer(
    given({ smoothing: 0.1 }),
    given({ smoothing: 0.1, spread: "others" }),
  );
});

Deno.test("cosFaceLoss() refuses axes of two sizes, and options out of range", () => {
  assertRefusesSizes("cosFaceLoss", given());
  for (const scale of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ scale }), [X], W, [1]),
      RangeError,
      `Cannot compute cosFaceLoss as scale must be above 0 and finite: current scale is ${scale}`,
    );
  }
  for (const margin of [-1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ margin }), [X], W, [1]),
      RangeError,
      `Cannot compute cosFaceLoss as margin must be at least 0 and finite: current margin is ${margin}`,
    );
  }
});

Deno.test("cosFaceLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  assertNoLeak(() => cosFaceLoss(x, w, y));
  tf.dispose([x, w, y]);
});

Deno.test("cosFace() applies its loss, with its options", () => {
  assertCriterion("cosFace", (deviation) => cosFace({ deviation }), [
    [cosFace(), given()],
    [cosFace({ scale: 4 }), given({ scale: 4 })],
    [cosFace({ margin: 0.1 }), given({ margin: 0.1 })],
    [cosFace({ smoothing: 0.1 }), given({ smoothing: 0.1 })],
  ]);
});
