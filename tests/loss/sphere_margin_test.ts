import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import {
  arcFaceLoss,
  cosFaceLoss,
  psi,
  sphereLoss,
  sphereMargin,
  sphereMarginLoss,
  type SphereMarginLossOptions,
} from "../../lib/loss/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
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
  DEGREES,
  W,
  X,
} from "../_kit/margin_case.ts";

await tf.setBackend("cpu");

const KINDS = ["cosine", "angle", "factor"] as const;

function given(options?: SphereMarginLossOptions): RowLoss {
  return (x, w, y) => sphereMarginLoss(x, w, y, options);
}

/** The own cosine in float64; at θ = π a whole φ/π has not passed yet. */
function slow(theta: number, kind: typeof KINDS[number], m: number): number {
  if (kind === "cosine") return Math.cos(theta) - m;
  const phi = kind === "angle" ? theta + m : (1 + m) * theta;
  const k = Math.floor(phi / Math.PI);
  return (-1) ** k * Math.cos(phi) - 2 * k;
}

Deno.test("sphereMarginLoss() of each kind at 60°, by hand", () => {
  // Against a class without direction: cosine 0.
  const at = (options: SphereMarginLossOptions) =>
    valuesOf(given({ scale: 2, ...options }), onCircle(60), [[1, 0], [0, 0]], [
      0,
    ])[0]!;
  const loss = (own: number) => Math.log1p(Math.exp(-2 * own));
  assertAlmostEquals(at({ kind: "cosine", margin: 0.75 }), loss(-0.25), 1e-6);
  assertAlmostEquals(at({ kind: "angle", margin: Math.PI / 6 }), loss(0), 1e-6);
  assertAlmostEquals(at({ kind: "factor", margin: 1 }), loss(-0.5), 1e-5);
  // 60° + 150° is 30° past π: cos 30° - 2.
  assertAlmostEquals(
    at({ kind: "angle", margin: 5 * Math.PI / 6 }),
    loss(Math.sqrt(3) / 2 - 2),
    1e-5,
  );
});

Deno.test("sphereMarginLoss() has scale 14, kind cosine and margin 0.2 unless told", () => {
  const [loss] = valuesOf(given(), [[0, 0, 1]], [[1, 0, 0], [0, 1, 0]], [0]);
  assertAlmostEquals(loss!, 14 * 0.2 + Math.log1p(Math.exp(-14 * 0.2)), 1e-5);
});

Deno.test("sphereMarginLoss() is its equation over 179 angles, and at 0° and 180°", () => {
  for (const kind of KINDS) {
    for (const scale of [4, 14, 64]) {
      for (const margin of [0, 0.2, 0.5, 1.3, 2.5]) {
        const own = (theta: number) => scale * slow(theta, kind, margin);
        const loss = given({ scale, kind, margin });
        assertOracle(loss, own, (c) => scale * c);
        assertClose(
          valuesOf(loss, onCircle(0, 180), onCircle(0, 90), [0, 0]),
          [0, Math.PI].map((theta) => Math.log1p(Math.exp(-own(theta)))),
          2e-5,
        );
      }
    }
  }
});

onEngines(
  "sphereMarginLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 2e-5 : 1e-3;
    for (const kind of KINDS) {
      for (const [scale, margin] of [[4, 0.5], [14, 0.2], [64, 1.2]] as const) {
        const name = `sphereMargin, scale ${scale}, ${kind} ${margin}`;
        const loss = given({ scale, kind, margin });
        await assertGolden(name, loss, tolerance, marginGolden);
      }
      for (const batch of [1, 12]) {
        await assertGolden(
          `sphereMargin, scale 14, ${kind} 0.2, batch ${batch}`,
          given({ kind }),
          tolerance,
          marginGolden,
        );
      }
    }
  },
);

Deno.test("sphereMarginLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  for (const kind of KINDS) {
    assertCentral(given({ scale: 4, kind }));
    // φ beyond π: the own class lies at 46.4°.
    assertCentral(
      given({ scale: 4, kind, margin: kind === "angle" ? 2.8 : 4 }),
    );
  }
});

Deno.test("sphereMarginLoss() without a margin is sphereLoss(), to the bit, of every kind", () => {
  const opposite = W[1]!.map((w) => -w);
  const places = [X, W[1]!, opposite, [0, 0, 0], [1.8, 0.1, 0.2]];
  const label = [1, 1, 1, 0, 2];
  for (const scale of [14, 64]) {
    const plain: RowLoss = (x, w, y) => sphereLoss(x, w, y, { scale });
    for (const kind of KINDS) {
      const none = given({ scale, kind, margin: 0 });
      assertEquals(
        valuesOf(none, places, W, label),
        valuesOf(plain, places, W, label),
      );
      assertEquals(
        slopesOf(none, places, W, label),
        slopesOf(plain, places, W, label),
      );
      // And comes near it as the margin does.
      assertClose(
        valuesOf(given({ scale, kind, margin: 1e-6 }), [X], W, [1]),
        valuesOf(plain, [X], W, [1]),
        1e-4,
      );
    }
  }
});

Deno.test("sphereMarginLoss() is cosFaceLoss() and arcFaceLoss() at its scale, and ψ of a whole factor", () => {
  const options = { scale: 14, margin: 0.3 };
  const pairs: [SphereMarginLossOptions, RowLoss][] = [
    [{ kind: "cosine" }, (x, w, y) => cosFaceLoss(x, w, y, options)],
    [{ kind: "angle" }, (x, w, y) => arcFaceLoss(x, w, y, options)],
  ];
  for (const [kind, other] of pairs) {
    const loss = given({ ...options, ...kind });
    assertClose(
      valuesOf(loss, [X, W[0]!], W, [1, 2]),
      valuesOf(other, [X, W[0]!], W, [1, 2]),
      1e-6,
    );
    assertClose(
      slopesOf(loss, [X], W, [1]).weight,
      slopesOf(other, [X], W, [1]).weight,
      1e-6,
    );
  }
  for (const times of [2, 3, 4]) {
    const factor = given({ kind: "factor", margin: times - 1, scale: 1 });
    const turns = [...DEGREES, 180];
    const label = turns.map(() => 0);
    const found = valuesOf(factor, onCircle(...turns), [[1, 0], [0, 0]], label);
    const wanted = tf.tidy(() => {
      const cosines = turns.map((turn) => Math.cos(turn * Math.PI / 180));
      const own = psi(float(tf.tensor1d(cosines), "batch"), times);
      return Array.from(own.dataSync(), (z) => Math.log1p(Math.exp(-z)));
    });
    assertClose(found, wanted, 1e-5);
  }
});

Deno.test("sphereMarginLoss() rises with the angle, without a jump or a kink where φ passes π", () => {
  const fine = Array.from({ length: 1799 }, (_, i) => 0.1 * (i + 1));
  const own = (kind: typeof KINDS[number], margin: number, at: number[]) =>
    valuesOf(
      given({ kind, margin, scale: 1 }),
      onCircle(...at),
      [[1, 0], [0, 0]],
      at.map(() => 0),
    ).map((loss) => -Math.log(Math.expm1(loss)));
  for (const kind of KINDS) {
    for (const margin of [0.4, 1.7, 3]) {
      const values = own(kind, margin, fine);
      const steps = values.slice(1).map((value, i) => values[i]! - value);
      const steepest = (kind === "factor" ? 1 + margin : 1) * 0.1 * Math.PI /
        180;
      for (const step of steps) {
        assert(step > -2e-6 && step < steepest + 5e-6, `${kind} ${margin}`);
      }
      steps.slice(1).forEach((step, i) =>
        assert(Math.abs(step - steps[i]!) < 1.5e-4, `${kind} ${margin} at ${i}`)
      );
    }
  }
});

Deno.test("sphereMarginLoss() rises with the margin, of every kind", () => {
  for (const kind of KINDS) {
    const values = [0, 0.1, 0.5, 1, 2, 3.1].map((margin) =>
      valuesOf(given({ kind, margin }), [X], W, [1])[0]!
    );
    values.slice(1).forEach((value, i) => assert(value > values[i]!, kind));
  }
});

Deno.test("sphereMarginLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  for (const kind of KINDS) {
    for (const margin of [0, 0.2, 1, Math.PI]) {
      assertFinite(given({ kind, margin }));
      assertFinite(given({ kind, margin, scale: 64 }));
    }
  }
  // A zero row counts as at 90° to every class.
  const [zero] = valuesOf(
    given({ scale: 1, kind: "angle" }),
    [[0, 0, 0]],
    W,
    [1],
  );
  assertAlmostEquals(zero!, Math.log1p(2 * Math.exp(Math.sin(0.2))), 1e-6);
});

Deno.test("sphereMarginLoss() moves every class weight", () => {
  for (const kind of KINDS) assertWeightsLearn(given({ kind, scale: 4 }));
});

Deno.test("sphereMarginLoss() changes with scale, kind, margin, smoothing and spread", () => {
  assertAllDiffer(
    given(),
    given({ scale: 15 }),
    given({ kind: "angle" }),
    given({ kind: "factor" }),
    given({ margin: 0.3 }),
    given({ smoothing: 0.1 }),
  );
  assertAllDiffer(given({ kind: "angle" }), given({ kind: "factor" }));
  assertAllDiffer(
    given({ smoothing: 0.1 }),
    given({ smoothing: 0.1, spread: "others" }),
  );
});

Deno.test("sphereMarginLoss() refuses axes of two sizes, and options out of range", () => {
  assertRefusesSizes("sphereMarginLoss", given());
  for (const scale of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ scale }), [X], W, [1]),
      RangeError,
      `Cannot compute sphereMarginLoss as scale must be above 0 and finite: current scale is ${scale}`,
    );
  }
  for (const margin of [-1, NaN, Infinity]) {
    for (const kind of ["cosine", "factor"] as const) {
      assertThrows(
        () => valuesOf(given({ kind, margin }), [X], W, [1]),
        RangeError,
        `Cannot compute sphereMarginLoss as margin must be at least 0 and finite: current margin is ${margin}`,
      );
    }
  }
  for (const margin of [-1, 28.6, NaN]) {
    assertThrows(
      () => valuesOf(given({ kind: "angle", margin }), [X], W, [1]),
      RangeError,
      `Cannot compute sphereMarginLoss as margin must be in radians, from 0 to π: current margin is ${margin}`,
    );
  }
});

Deno.test("sphereMarginLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  for (const kind of KINDS) {
    for (const margin of [0, 0.2, 3]) {
      assertNoLeak(() => sphereMarginLoss(x, w, y, { kind, margin }));
    }
  }
  tf.dispose([x, w, y]);
});

Deno.test("sphereMargin() applies its loss, with its options", () => {
  assertCriterion("sphereMargin", (deviation) => sphereMargin({ deviation }), [
    [sphereMargin(), given()],
    [sphereMargin({ scale: 4 }), given({ scale: 4 })],
    [sphereMargin({ kind: "angle" }), given({ kind: "angle" })],
    [sphereMargin({ margin: 0.1 }), given({ margin: 0.1 })],
    [sphereMargin({ smoothing: 0.1 }), given({ smoothing: 0.1 })],
  ]);
});
