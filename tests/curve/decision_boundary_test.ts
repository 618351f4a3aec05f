import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { type CurveLoss, decisionBoundaries } from "../../lib/curve/mod.ts";

const one = (curve: CurveLoss, apart: number, lengths?: [number, number]) =>
  decisionBoundaries(curve, [apart], lengths)[0]!;

Deno.test("decisionBoundaries() lie in the middle without a margin", () => {
  for (const loss of ["softmax", "normSoftmax", "sphere", "adaCos"] as const) {
    const row = one({ loss }, 70);
    assertAlmostEquals(row.first!, 35, 1e-8);
    assertAlmostEquals(row.second!, 35, 1e-8);
    assertAlmostEquals(row.gap!, 0, 1e-8);
  }
});

Deno.test("decisionBoundaries() solve each loss's equation, by hand", () => {
  // cos(4θ) = cos(60° − θ): θ = 12°.
  assertAlmostEquals(one({ loss: "aSoftmax" }, 60).first!, 12, 1e-8);
  // With θ + 30° = 60° − θ.
  const arc: CurveLoss = { loss: "arcFace", margin: Math.PI / 6 };
  assertAlmostEquals(one(arc, 60).first!, 15, 1e-8);
  assertAlmostEquals(one(arc, 60).gap!, 30, 1e-8);
  // cos θ − m = cos(90° − θ): √2 cos(θ + 45°) = m.
  const wanted = Math.acos(0.35 / Math.SQRT2) * 180 / Math.PI - 45;
  assertAlmostEquals(one({ loss: "cosFace" }, 90).first!, wanted, 1e-8);
  // 1.35 θ = 90° − θ.
  const factor: CurveLoss = { loss: "combinedMargin", m1: 1.35, m2: 0, m3: 0 };
  assertAlmostEquals(one(factor, 90).first!, 90 / 2.35, 1e-8);
  // Sphere with each kind: cos θ − m as CosFace, θ + m as ArcFace, (1 + m) θ.
  const of = (
    kind: "cosine" | "angle" | "factor",
    margin: number,
  ): CurveLoss => ({
    loss: "sphereMargin",
    kind,
    margin,
  });
  assertAlmostEquals(one(of("cosine", 0.35), 90).first!, wanted, 1e-8);
  assertAlmostEquals(one(of("angle", Math.PI / 6), 60).first!, 15, 1e-8);
  assertAlmostEquals(one(of("factor", 0.35), 90).first!, 90 / 2.35, 1e-8);
  // Circle: (1 + m − c)(c − 1 + m) = (s + m)(s − m), with c, s of θ: 1 − c = m².
  for (const margin of [0.25, 0.35]) {
    const wanted = Math.acos(1 - margin ** 2) * 180 / Math.PI;
    const { first } = one({ loss: "circleSoftmax", margin }, 90);
    assertAlmostEquals(first!, wanted, 1e-8);
  }
});

Deno.test("decisionBoundaries() move with the lengths in softmax and L-Softmax alone", () => {
  const row = one({ loss: "softmax" }, 90, [2, 1]);
  const wanted = Math.atan(2) * 180 / Math.PI; // 2 cos θ = sin θ
  assertAlmostEquals(row.first!, wanted, 1e-8);
  assertAlmostEquals(row.second!, wanted, 1e-8);
  const large = one({ loss: "lSoftmax", times: 2 }, 90, [2, 1]);
  assert(large.first! > 90 - large.second!);
  assertEquals(
    one({ loss: "sphere" }, 90, [2, 1]),
    one({ loss: "sphere" }, 90),
  );
  // A class so long that the other has nothing, not even its centre.
  assertEquals(one({ loss: "softmax" }, 60, [9, 1]).second, null);
  assertEquals(one({ loss: "softmax" }, 60, [9, 1]).gap, null);
  // Past the other's centre: 9 cos θ = cos(θ − 60°).
  const far = Math.atan(8.5 / Math.sin(Math.PI / 3)) * 180 / Math.PI;
  assertAlmostEquals(one({ loss: "softmax" }, 60, [9, 1]).first!, far, 1e-8);
});

Deno.test("decisionBoundaries() are null where the margin is more than the centres are apart", () => {
  const row = one({ loss: "cosFace", margin: 0.6, name: "wide" }, 60);
  assertEquals(row, {
    loss: "wide",
    apart: 60,
    first: null,
    second: null,
    gap: null,
  });
});

Deno.test("decisionBoundaries() refuse odd angles and lengths", () => {
  assertThrows(
    () => one({ loss: "sphere" }, 200),
    RangeError,
    "Cannot compute a curve as angles must be from 0 to 180 degrees: current angle is 200",
  );
  assertThrows(
    () => one({ loss: "softmax" }, 60, [1, 0]),
    RangeError,
    "Cannot compute a curve as lengths must be above 0 and finite: one of them is 0",
  );
});
