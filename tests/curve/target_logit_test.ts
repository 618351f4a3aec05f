import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { type CurveLoss, targetLogits } from "../../lib/curve/mod.ts";
import { onCircle, valuesOf } from "../_kit/loss_case.ts";
import { CASES, jumpsAt, RIVAL, WHOLE } from "./cases.ts";

await tf.setBackend("cpu");

for (const [name, { curve, loss }] of Object.entries(CASES)) {
  Deno.test(`targetLogits() of ${name} are the logits of the loss, over 179 angles`, () => {
    // Beside a class of length 0, whose logit is known: L = ln(1 + e^(rival − own)).
    const values = valuesOf(
      loss,
      onCircle(...WHOLE),
      [[1, 0], [0, 0]],
      WHOLE.map(() => 0),
    );
    const rows = targetLogits(curve, WHOLE);
    const rival = RIVAL[name] ?? 0;
    rows.forEach(({ angle, logit }, i) => {
      if (jumpsAt(curve, angle)) return;
      const found = rival - Math.log(Math.expm1(values[i]!));
      assertAlmostEquals(found, logit, 1e-5, `at ${angle}°`);
    });
  });
}

Deno.test("targetLogits() of ψ are the golden values", () => {
  const angles = [0, 30, 45, 60, 90, 120, 135, 150, 180];
  const golden = {
    2: [1, 0.5, 0, -0.5, -1, -1.5, -2, -2.5, -3],
    3: [1, 0, -0.707107, -1, -2, -3, -3.292893, -4, -5],
    4: [1, -0.5, -1, -1.5, -3, -4.5, -5, -5.5, -7],
  };
  for (const [times, wanted] of Object.entries(golden)) {
    for (const loss of ["lSoftmax", "aSoftmax"] as const) {
      targetLogits({ loss, times: Number(times) }, angles).forEach((row, i) =>
        assertAlmostEquals(row.logit, wanted[i]!, 1e-6)
      );
    }
  }
  const blend = targetLogits({ loss: "aSoftmax", lambda: 5 }, [0, 30, 60, 90]);
  [1, 0.638, 0.167, -0.5].forEach((wanted, i) =>
    assertAlmostEquals(blend[i]!.logit, wanted, 1e-3)
  );
});

Deno.test("targetLogits() of sphere with a margin are its three kinds, and sphere at 0", () => {
  const at = (
    kind: "cosine" | "angle" | "factor",
    margin: number,
    angle = 60,
  ) => targetLogits({ loss: "sphereMargin", kind, margin }, [angle])[0]!.logit;
  for (const kind of ["cosine", "angle", "factor"] as const) {
    assertAlmostEquals(at(kind, 0), 0.5, 1e-12);
  }
  assertAlmostEquals(at("cosine", 0.2), 0.3, 1e-12);
  assertAlmostEquals(at("angle", Math.PI / 6), 0, 1e-12);
  assertAlmostEquals(at("factor", 0.5), 0, 1e-12);
  // Past π it falls on: −cos(210°) − 2.
  assertAlmostEquals(
    at("angle", Math.PI / 6, 180),
    Math.cos(Math.PI / 6) - 2,
    1e-12,
  );
  assertThrows(
    () => at("angle", 4),
    RangeError,
    "Cannot compute a curve as margin must be in radians, from 0 to π: current margin is 4",
  );
});

Deno.test("targetLogits() at a jump are those of the larger angles", () => {
  const at = (curve: CurveLoss, angle: number) =>
    targetLogits(curve, [angle])[0]!.logit;
  const bound = 180 - 0.5 * 180 / Math.PI;
  const linear: CurveLoss = { loss: "arcFace", beyond: "linear" };
  assertAlmostEquals(at(linear, bound - 1e-9), -1, 1e-6);
  assertAlmostEquals(at(linear, bound + 1e-9), -1.117295, 1e-6);
  const easy: CurveLoss = { loss: "arcFace", beyond: "easy" };
  assertAlmostEquals(at(easy, 90), 0, 1e-12);
  assert(at(easy, 89.999) < -0.4);
});

Deno.test("targetLogits() give every whole degree, and heed name, scale and each setting", () => {
  const plain = targetLogits({ loss: "sphere", name: "s = 14", scale: 14 });
  assertEquals(plain.length, 181);
  assertEquals(plain[0], { loss: "s = 14", angle: 0, logit: 14 });
  const pairs: [CurveLoss, CurveLoss][] = [
    [{ loss: "lSoftmax" }, { loss: "lSoftmax", times: 3 }],
    [{ loss: "lSoftmax" }, { loss: "lSoftmax", lambda: 1 }],
    [{ loss: "aSoftmax" }, { loss: "aSoftmax", form: "clamped" }],
    [{ loss: "cosFace" }, { loss: "cosFace", margin: 0.2 }],
    [{ loss: "arcFace" }, { loss: "arcFace", margin: 0.2 }],
    [{ loss: "arcFace" }, { loss: "arcFace", beyond: "linear" }],
    [{ loss: "combinedMargin" }, { loss: "combinedMargin", m1: 0.9 }],
    [{ loss: "combinedMargin" }, { loss: "combinedMargin", m2: 0.1 }],
    [{ loss: "combinedMargin" }, { loss: "combinedMargin", m3: 0.1 }],
    [{ loss: "circleSoftmax" }, { loss: "circleSoftmax", margin: 0.25 }],
  ];
  for (const [one, other] of pairs) {
    const logit = (curve: CurveLoss) => targetLogits(curve, [170])[0]!.logit;
    assertNotEquals(logit(one), logit(other), JSON.stringify(other));
  }
});

Deno.test("targetLogits() refuse settings that the losses would, and odd angles", () => {
  const refused: [CurveLoss, string][] = [
    [
      { loss: "lSoftmax", times: 1.5 },
      "times must be a whole number from 1: current times is 1.5",
    ],
    [
      { loss: "aSoftmax", form: "clamped", times: 0.5 },
      "times must be at least 1 and finite: current times is 0.5",
    ],
    [
      { loss: "aSoftmax", lambda: -1 },
      "lambda must be at least 0 and finite: current lambda is -1",
    ],
    [
      { loss: "arcFace", margin: 4 },
      "margin must be in radians, from 0 to π: current margin is 4",
    ],
    [
      { loss: "combinedMargin", m1: 0 },
      "m1 must be above 0 and finite: current m1 is 0",
    ],
    [
      { loss: "combinedMargin", m2: -1 },
      "m2 must be in radians, from 0 to π: current m2 is -1",
    ],
    [
      { loss: "combinedMargin", m3: -1 },
      "m3 must be at least 0 and finite: current m3 is -1",
    ],
    [
      { loss: "cosFace", margin: -1 },
      "margin must be at least 0 and finite: current margin is -1",
    ],
    [
      { loss: "circleSoftmax", margin: NaN },
      "margin must be at least 0 and finite: current margin is NaN",
    ],
    [
      { loss: "sphere", scale: 0 },
      "scale must be above 0 and finite: current scale is 0",
    ],
  ];
  for (const [curve, message] of refused) {
    assertThrows(
      () => targetLogits(curve),
      RangeError,
      `Cannot compute a curve as ${message}`,
    );
  }
  assertThrows(
    () => targetLogits({ loss: "sphere" }, [181]),
    RangeError,
    "Cannot compute a curve as angles must be from 0 to 180 degrees: current angle is 181",
  );
});
