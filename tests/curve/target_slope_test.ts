import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import {
  type CurveLoss,
  targetLogits,
  targetSlopes,
} from "../../lib/curve/mod.ts";
import { onCircle, slopesOf } from "../_kit/loss_case.ts";
import { CASES, jumpsAt, RIVAL, WHOLE } from "./cases.ts";

await tf.setBackend("cpu");

for (const [name, { curve, loss }] of Object.entries(CASES)) {
  Deno.test(`targetSlopes() of ${name} are the slopes of its logits, and of the loss's gradient`, () => {
    const { embedding } = slopesOf(
      loss,
      onCircle(...WHOLE),
      [[1, 0], [0, 0]],
      WHOLE.map(() => 0),
    );
    const logits = targetLogits(curve, WHOLE);
    targetSlopes(curve, WHOLE).forEach(({ angle, slope, trained }, i) => {
      if (jumpsAt(curve, angle)) return;
      const [low, high] = targetLogits(curve, [angle - 1e-4, angle + 1e-4]);
      const central = (high!.logit - low!.logit) / (2e-4 * Math.PI / 180);
      assertAlmostEquals(slope, central, 1e-4, `slope at ${angle}°`);
      // The gradient along the circle is −p · z', with p = 1 / (1 + e^(own − rival)).
      const theta = angle * Math.PI / 180;
      const along = embedding[2 * i + 1]! * Math.cos(theta) -
        embedding[2 * i]! * Math.sin(theta);
      const gap = logits[i]!.logit - (RIVAL[name] ?? 0);
      const found = -along * (1 + Math.exp(gap));
      assertAlmostEquals(found, trained, 2e-4, `trained at ${angle}°`);
    });
  });
}

Deno.test("targetSlopes() tell slope and trained apart where the gradient leaves something out", () => {
  const differ = (curve: CurveLoss) => {
    const [row] = targetSlopes(curve, [60]);
    return Math.abs(row!.slope - row!.trained) > 0.01;
  };
  assertEquals(differ({ loss: "arcFace" }), false);
  assertEquals(differ({ loss: "arcFace", gradient: "straight-through" }), true);
  assertEquals(differ({ loss: "circleSoftmax" }), true);
});

Deno.test("targetSlopes() at a kink are those of the larger angles", () => {
  const slope = (curve: CurveLoss, angle: number) =>
    targetSlopes(curve, [angle])[0]!.slope;
  const easy: CurveLoss = { loss: "arcFace", beyond: "easy" };
  assertAlmostEquals(slope(easy, 90), -1);
  assertAlmostEquals(slope(easy, 90 - 1e-9), -Math.cos(0.5), 1e-6);
  const linear: CurveLoss = { loss: "arcFace", beyond: "linear" };
  const bound = 180 - 0.5 * 180 / Math.PI;
  assertAlmostEquals(slope(linear, bound + 1e-9), -Math.sin(0.5), 1e-6);
  assertAlmostEquals(slope(linear, bound - 1e-9), 0, 1e-6);
  for (const angle of [45, 90, 135, 180]) {
    assertAlmostEquals(slope({ loss: "lSoftmax" }, angle), 0, 1e-12);
  }
});

Deno.test("targetSlopes() scale, and past π − m ArcFace without a rule pushes away", () => {
  const [one] = targetSlopes({ loss: "arcFace" }, [170]);
  const [seven] = targetSlopes({ loss: "arcFace", scale: 7, name: "x" }, [170]);
  assertEquals(seven!.loss, "x");
  assertAlmostEquals(seven!.slope, 7 * one!.slope, 1e-12);
  assertEquals(Math.sign(one!.slope), 1);
  const through = { loss: "arcFace", gradient: "straight-through" } as const;
  const [row] = targetSlopes({ ...through, scale: 7 }, [170]);
  assertAlmostEquals(row!.trained, -7 * Math.sin(170 * Math.PI / 180), 1e-12);
  assertNotEquals(row!.trained, row!.slope);
});
