import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import {
  arcFaceLoss,
  combinedMargin,
  combinedMarginLoss,
  type CombinedMarginLossOptions,
  combinedMargins,
  cosFaceLoss,
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

function given(options?: CombinedMarginLossOptions): RowLoss {
  return (x, w, y) => combinedMarginLoss(x, w, y, options);
}

const { cm1, cm2, sphereFace } = combinedMargins;

Deno.test("combinedMarginLoss() of 60°, by hand", () => {
  // cos(60° + 30°) - 1/2 and cos(3 · 60°) against a cosine of 0.
  const at = (options: CombinedMarginLossOptions) =>
    valuesOf(given(options), onCircle(60), [[1, 0], [0, 0]], [0])[0]!;
  assertAlmostEquals(
    at({ scale: 2, m2: Math.PI / 6, m3: 0.5 }),
    Math.log1p(Math.exp(1)),
    1e-5,
  );
  assertAlmostEquals(
    at({ scale: 2, m1: 3, m2: 0, m3: 0 }),
    Math.log1p(Math.exp(2)),
    1e-5,
  );
});

Deno.test("combinedMarginLoss() has scale 64 and the margins of CM1 unless told", () => {
  const [loss] = valuesOf(given(), [[0, 0, 1]], [[1, 0, 0], [0, 1, 0]], [0]);
  assertAlmostEquals(loss!, 64 * (Math.sin(0.3) + 0.2), 1e-4);
});

Deno.test("combinedMarginLoss() is its equation over 179 angles, and at 0° and 180°", () => {
  for (const scale of [4, 64]) {
    for (const margins of [cm1, cm2, sphereFace]) {
      const { m1, m2, m3 } = margins;
      const own = (theta: number) => scale * (Math.cos(m1 * theta + m2) - m3);
      const loss = given({ scale, ...margins });
      assertOracle(loss, own, (c) => scale * c);
      assertClose(
        valuesOf(loss, onCircle(0, 180), onCircle(0, 90), [0, 0]),
        [0, Math.PI].map((theta) => Math.log1p(Math.exp(-own(theta)))),
        2e-5,
      );
    }
  }
});

Deno.test("combinedMarginLoss() gives the golden values and slopes of three classes", () => {
  const at = (options: CombinedMarginLossOptions) =>
    valuesOf(given(options), [X], W, [1]);
  const slope = (options: CombinedMarginLossOptions) =>
    slopesOf(given(options), [X], W, [1]).embedding;
  assertClose(at({ scale: 4, ...cm1 }), [2.27364159], 2e-6);
  assertClose(at({ ...cm1 }), [34.55680420], 2e-6);
  assertClose(at({ scale: 4, ...cm2 }), [2.15620678], 2e-6);
  assertClose(at({ ...cm2 }), [32.44741809], 2e-6);
  assertClose(
    slope({ scale: 4, ...cm1 }),
    [1.761144, 2.905838, -2.201512],
    1e-5,
  );
  assertClose(
    slope({ scale: 4, ...cm2 }),
    [1.640773, 2.698987, -2.064779],
    1e-5,
  );
});

onEngines(
  "combinedMarginLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 2e-5 : 1e-3;
    for (const scale of [4, 64]) {
      for (const margins of [cm1, cm2, sphereFace]) {
        const { m1, m2, m3 } = margins;
        await assertGolden(
          `combined, scale ${scale}, ${m1} ${m2} ${m3}`,
          given({ scale, ...margins }),
          tolerance,
          marginGolden,
        );
      }
    }
    for (const batch of [1, 12]) {
      await assertGolden(
        `combined, scale 64, 1 0.3 0.2, batch ${batch}`,
        given({}),
        tolerance,
        marginGolden,
      );
    }
  },
);

Deno.test("combinedMarginLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  for (const margins of [cm1, cm2, sphereFace]) {
    assertCentral(given({ scale: 4, ...margins }));
  }
});

Deno.test("combinedMarginLoss() with one margin is that margin's loss, with none normSoftmaxLoss()", () => {
  const scale = 8;
  const pairs: [CombinedMarginLossOptions, RowLoss][] = [
    [{ m2: 0, m3: 0 }, (x, w, y) => normSoftmaxLoss(x, w, y, { scale })],
    [
      { m2: 0, m3: 0.3 },
      (x, w, y) => cosFaceLoss(x, w, y, { scale, margin: 0.3 }),
    ],
    [
      { m2: 0.4, m3: 0 },
      (x, w, y) => arcFaceLoss(x, w, y, { scale, margin: 0.4 }),
    ],
  ];
  for (const [margins, plain] of pairs) {
    const loss = given({ scale, m1: 1, ...margins });
    assertClose(
      valuesOf(loss, [X, W[0]!], W, [1, 2]),
      valuesOf(plain, [X, W[0]!], W, [1, 2]),
      2e-6,
    );
    assertClose(
      slopesOf(loss, [X], W, [1]).weight,
      slopesOf(plain, [X], W, [1]).weight,
      1e-5,
    );
  }
});

Deno.test("combinedMarginLoss() rises with each margin", () => {
  for (const name of ["m1", "m2", "m3"] as const) {
    const values = [0.1, 0.2, 0.5, 0.9].map((margin) =>
      valuesOf(given({ scale: 8, ...cm1, [name]: margin }), [X], W, [1])[0]!
    );
    values.slice(1).forEach((value, i) => assert(value > values[i]!, name));
  }
});

Deno.test("combinedMarginLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  for (const margins of [cm1, cm2, sphereFace]) assertFinite(given(margins));
  assertFinite(given({ m1: 4, m2: Math.PI }));
});

Deno.test("combinedMarginLoss() moves every class weight", () => {
  assertWeightsLearn(given({ scale: 8 }));
});

Deno.test("combinedMarginLoss() changes with scale, each margin, smoothing and spread", () => {
  assertAllDiffer(
    given(),
    given({ scale: 30 }),
    given({ m1: 1.1 }),
    given({ m2: 0.4 }),
    given({ m3: 0.3 }),
    given({ smoothing: 0.1 }),
  );
  assertAllDiffer(
    given({ smoothing: 0.1 }),
    given({ smoothing: 0.1, spread: "others" }),
  );
});

Deno.test("combinedMarginLoss() refuses axes of two sizes, and options out of range", () => {
  assertRefusesSizes("combinedMarginLoss", given());
  for (const scale of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ scale }), [X], W, [1]),
      RangeError,
      `Cannot compute combinedMarginLoss as scale must be above 0 and finite: current scale is ${scale}`,
    );
  }
  const refused: [string, number[], string][] = [
    ["m1", [0, -1, NaN, Infinity], "above 0 and finite"],
    ["m2", [-1, 28.6, NaN], "in radians, from 0 to π"],
    ["m3", [-1, NaN, Infinity], "at least 0 and finite"],
  ];
  for (const [name, values, must] of refused) {
    for (const value of values) {
      assertThrows(
        () => valuesOf(given({ [name]: value }), [X], W, [1]),
        RangeError,
        `Cannot compute combinedMarginLoss as ${name} must be ${must}: current ${name} is ${value}`,
      );
    }
  }
});

Deno.test("combinedMarginLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  assertNoLeak(() => combinedMarginLoss(x, w, y));
  tf.dispose([x, w, y]);
});

Deno.test("combinedMargin() applies its loss, with its options", () => {
  assertCriterion(
    "combinedMargin",
    (deviation) => combinedMargin({ deviation }),
    [
      [combinedMargin(), given()],
      [combinedMargin({ scale: 4 }), given({ scale: 4 })],
      [combinedMargin(cm2), given(cm2)],
      [combinedMargin({ smoothing: 0.1 }), given({ smoothing: 0.1 })],
    ],
  );
});
