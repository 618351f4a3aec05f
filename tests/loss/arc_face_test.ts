import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  arcFace,
  arcFaceLoss,
  type ArcFaceLossOptions,
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

function given(options?: ArcFaceLossOptions): RowLoss {
  return (x, w, y) => arcFaceLoss(x, w, y, options);
}

const RULES = ["none", "linear", "easy"] as const;
const GRADIENTS = ["exact", "straight-through"] as const;

/** The own cosine in float64. */
function slow(theta: number, m: number, beyond: typeof RULES[number]): number {
  // At 90° itself a cosine of 6e-17 counts as inside.
  if (beyond === "easy" && Math.cos(theta) <= 0) return Math.cos(theta);
  if (beyond === "linear" && theta + m >= Math.PI) {
    return Math.cos(theta) - m * Math.sin(m);
  }
  return Math.cos(theta + m);
}

Deno.test("arcFaceLoss() of a right angle and 30° more, by hand", () => {
  const [loss] = valuesOf(
    given({ scale: 2, margin: Math.PI / 6 }),
    [[0, 7]],
    [[2, 0], [-3, 0]],
    [0],
  );
  assertAlmostEquals(loss!, Math.log1p(Math.exp(1)), 1e-6);
});

Deno.test("arcFaceLoss() has scale 64 and margin 0.5 unless told", () => {
  const [loss] = valuesOf(given(), [[0, 0, 1]], [[1, 0, 0], [0, 1, 0]], [0]);
  assertAlmostEquals(loss!, 64 * Math.sin(0.5), 1e-4);
});

Deno.test("arcFaceLoss() is its equation over 179 angles, and at 0° and 180°", () => {
  for (const [scale, margin] of [[4, 0.2], [30, 0.3], [64, 0.5]] as const) {
    for (const beyond of RULES) {
      for (const gradient of GRADIENTS) {
        const own = (theta: number) => scale * slow(theta, margin, beyond);
        const loss = given({ scale, margin, beyond, gradient });
        assertOracle(loss, own, (c) => scale * c);
        assertClose(
          valuesOf(loss, onCircle(0, 180), onCircle(0, 90), [0, 0]),
          [0, Math.PI].map((theta) => Math.log1p(Math.exp(-own(theta)))),
          1e-5,
        );
      }
    }
  }
});

Deno.test("arcFaceLoss() gives the golden values and slopes of three classes", () => {
  const at = (options: ArcFaceLossOptions) =>
    valuesOf(given(options), [X], W, [1]);
  const slope = (options: ArcFaceLossOptions) =>
    slopesOf(given(options), [X], W, [1]).embedding;
  const straight = { scale: 4, gradient: "straight-through" } as const;
  assertClose(at({ scale: 4 }), [2.22662151], 2e-6);
  assertClose(at(straight), [2.22662151], 2e-6);
  assertClose(at({}), [33.71584833], 2e-6);
  assertClose(slope({ scale: 4 }), [1.833636, 3.032567, -2.280265], 1e-5);
  assertClose(slope(straight), [1.551298, 2.542270, -1.968074], 1e-5);
  assertClose(slope({}), [32.982647, 54.439652, -41.197833], 1e-5);
});

Deno.test("arcFaceLoss() beyond π: none rises again, linear goes on down", () => {
  // 179.4° from its own class.
  const x = W[1]!.map((w, i) => -w + (i === 0 ? 0.01 : 0));
  const at = (beyond: typeof RULES[number]) =>
    valuesOf(given({ beyond }), [x], W, [1]);
  assertClose(at("none"), [65.75030712], 1e-5);
  assertClose(at("linear"), [88.63000949], 1e-5);
  // The jump of linear at π - m, from -1.
  const turn = (Math.PI - 0.5) * 180 / Math.PI;
  const jump = [turn - 0.01, turn + 0.01].map((degrees) =>
    valuesOf(
      given({ scale: 1, beyond: "linear" }),
      onCircle(degrees),
      onCircle(0, degrees),
      [0],
    )[0]!
  );
  assertAlmostEquals(jump[0]!, Math.log1p(Math.exp(1 + 1)), 1e-3);
  assertAlmostEquals(jump[1]!, Math.log1p(Math.exp(1 + 1.117295)), 1e-3);
});

Deno.test("arcFaceLoss() has an exact slope of sin(θ + m) / sin θ times the straight one", () => {
  const table = [[10, 3.60], [30, 1.71], [60, 1.15], [90, 0.878], [120, 0.601]];
  for (const [degrees, wanted] of table as [number, number][]) {
    const [exact, straight] = GRADIENTS.map((gradient) =>
      slopesOf(
        given({ scale: 1, gradient }),
        onCircle(degrees),
        [...onCircle(0), [0, 0]],
        [0],
      ).embedding
    );
    const ratio = Math.hypot(...exact!) / Math.hypot(...straight!);
    assertAlmostEquals(ratio, wanted, 6e-3);
  }
});

onEngines(
  "arcFaceLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 2e-5 : 1e-3;
    const sizes = [[4, 0.5], [30, 0.3], [64, 0.5], [16, 1.5]] as const;
    for (const [scale, margin] of sizes) {
      for (const beyond of RULES) {
        for (const gradient of GRADIENTS) {
          await assertGolden(
            `arcFace, scale ${scale}, margin ${margin}, ${beyond}, ${gradient}`,
            given({ scale, margin, beyond, gradient }),
            tolerance,
            marginGolden,
          );
        }
      }
    }
    for (const batch of [1, 12]) {
      await assertGolden(
        `arcFace, scale 64, margin 0.5, none, exact, batch ${batch}`,
        given({}),
        tolerance,
        marginGolden,
      );
    }
  },
);

Deno.test("arcFaceLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  for (const beyond of RULES) assertCentral(given({ scale: 4, beyond }));
  assertCentral(given({ scale: 16, margin: 0.1 }));
});

Deno.test("arcFaceLoss() without a margin is normSoftmaxLoss()", () => {
  for (const scale of [4, 64]) {
    for (const beyond of RULES) {
      for (const gradient of GRADIENTS) {
        const plain: RowLoss = (x, w, y) => normSoftmaxLoss(x, w, y, { scale });
        const none = given({ scale, margin: 0, beyond, gradient });
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
    }
  }
});

Deno.test("arcFaceLoss() rises with the margin", () => {
  const values = [0, 0.1, 0.2, 0.5, 1].map((margin) =>
    valuesOf(given({ scale: 8, margin }), [X], W, [1])[0]!
  );
  values.slice(1).forEach((value, i) => assert(value > values[i]!));
});

Deno.test("arcFaceLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  for (const beyond of RULES) {
    for (const gradient of GRADIENTS) {
      assertFinite(given({ beyond, gradient }));
      assertFinite(given({ beyond, gradient, margin: Math.PI }));
    }
  }
  // A zero row counts as at 90° to every class.
  const [zero] = valuesOf(given({ scale: 1 }), [[0, 0, 0]], W, [1]);
  assertAlmostEquals(zero!, Math.log1p(2 * Math.exp(Math.sin(0.5))), 1e-6);
});

Deno.test("arcFaceLoss() moves every class weight", () => {
  assertWeightsLearn(given({ scale: 8 }));
});

Deno.test("arcFaceLoss() changes with scale, margin, gradient, beyond, smoothing and spread", () => {
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
  const apart: Record<string, number> = {};
  for (const beyond of RULES) {
    const loss = given({ beyond, scale: 4 });
    const [value] = valuesOf(loss, onCircle(170), onCircle(0, 90), [0]);
    apart[value!.toFixed(4)] = 1;
  }
  assertEquals(Object.keys(apart).length, 3);
  const [exact, straight] = GRADIENTS.map((gradient) =>
    slopesOf(given({ gradient }), [X], W, [1]).embedding
  );
  assertNotEquals(exact, straight);
});

Deno.test("arcFaceLoss() refuses axes of two sizes, and options out of range", () => {
  assertRefusesSizes("arcFaceLoss", given());
  for (const scale of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ scale }), [X], W, [1]),
      RangeError,
      `Cannot compute arcFaceLoss as scale must be above 0 and finite: current scale is ${scale}`,
    );
  }
  for (const margin of [-1, 28.6, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ margin }), [X], W, [1]),
      RangeError,
      `Cannot compute arcFaceLoss as margin must be in radians, from 0 to π: current margin is ${margin}`,
    );
  }
});

Deno.test("arcFaceLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  for (const beyond of RULES) {
    for (const gradient of GRADIENTS) {
      assertNoLeak(() => arcFaceLoss(x, w, y, { beyond, gradient }));
    }
  }
  tf.dispose([x, w, y]);
});

Deno.test("arcFace() applies its loss, with its options", () => {
  assertCriterion("arcFace", (deviation) => arcFace({ deviation }), [
    [arcFace(), given()],
    [arcFace({ scale: 4 }), given({ scale: 4 })],
    [arcFace({ margin: 0.1 }), given({ margin: 0.1 })],
    [arcFace({ beyond: "easy" }), given({ beyond: "easy" })],
    [arcFace({ smoothing: 0.1 }), given({ smoothing: 0.1 })],
  ]);
});
