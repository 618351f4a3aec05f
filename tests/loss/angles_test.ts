import * as tf from "@tensorflow/tfjs";
import {
  adaCosLoss,
  adaCosScale,
  centreLoss,
  circleSoftmaxLoss,
  normSoftmaxLoss,
  softmaxLoss,
  sphereLoss,
} from "../../lib/loss/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onCircle, type RowLoss, valuesOf } from "../_kit/loss_case.ts";
import { assertOracle, DEGREES } from "../_kit/margin_case.ts";

await tf.setBackend("cpu");

/** A loss of logits: the own one of an angle, another's of a cosine, the lengths of embedding and centres. */
interface Logits {
  readonly loss: RowLoss;
  readonly own: (theta: number) => number;
  readonly other: (cosine: number) => number;
  readonly lengths?: readonly [number, number];
}

/** Of s · cos θ. */
function scaled(scale: number, loss: RowLoss): Logits {
  return {
    loss,
    own: (theta) => scale * Math.cos(theta),
    other: (cosine) => scale * cosine,
    lengths: [3, 0.5],
  };
}

/** Of the Circle loss. */
function circle(scale: number, m: number): Logits {
  return {
    loss: (x, w, y) => circleSoftmaxLoss(x, w, y, { scale, margin: m }),
    own: (theta) => {
      const cosine = Math.cos(theta);
      return scale * Math.max(0, 1 + m - cosine) * (cosine - (1 - m));
    },
    other: (cosine) => scale * Math.max(0, cosine + m) * (cosine - m),
  };
}

/** Those of logits whose own tests have no such oracle. */
const LOGITS: Record<string, Logits> = {
  "softmaxLoss()": {
    ...scaled(6, (x, w, y) => softmaxLoss(x, w, y)),
    lengths: [2, 3],
  },
  ...Object.fromEntries([1, 10, 64].map((scale) => [
    `normSoftmaxLoss() of scale ${scale}`,
    scaled(scale, (x, w, y) => normSoftmaxLoss(x, w, y, { scale })),
  ])),
  "sphereLoss()": scaled(14, (x, w, y) => sphereLoss(x, w, y)),
  "adaCosLoss()": scaled(adaCosScale(3), (x, w, y) => adaCosLoss(x, w, y)),
  "circleSoftmaxLoss() of scale 4": circle(4, 0.25),
  "circleSoftmaxLoss() of scale 64": circle(64, 0.35),
  "circleSoftmaxLoss() of no margin": circle(8, 0),
};

for (const [name, { loss, own, other, lengths }] of Object.entries(LOGITS)) {
  Deno.test(`${name} is its equation over 179 angles`, () => {
    assertOracle(loss, own, other, 1e-5, lengths);
  });

  Deno.test(`${name} is its equation at 0° and 180°`, () => {
    const [x, w] = lengths ?? [1, 1];
    const stretch = (rows: number[][], by: number) =>
      rows.map((row) => row.map((value) => by * value));
    assertClose(
      valuesOf(
        loss,
        stretch(onCircle(0, 180), x),
        stretch(onCircle(0, 90, 270), w),
        [0, 0],
      ),
      [0, Math.PI].map((theta) =>
        Math.log1p(2 * Math.exp(other(0) - own(theta)))
      ),
      1e-5,
    );
  });
}

Deno.test("centreLoss() is its equation over 179 angles, and at 0° and 180°", () => {
  const degrees = [0, ...DEGREES, 180];
  const [x, c] = [2, 3];
  assertClose(
    valuesOf(
      centreLoss,
      onCircle(...degrees).map((row) => row.map((value) => x * value)),
      [[c, 0], [1, 1]],
      degrees.map(() => 0),
    ),
    // The law of cosines.
    degrees.map((degree) =>
      (x ** 2 + c ** 2 - 2 * x * c * Math.cos(degree * Math.PI / 180)) / 2
    ),
    1e-6,
  );
});
