import type { CurveLoss } from "../../lib/curve/mod.ts";
import {
  adaCosLoss,
  arcFaceLoss,
  aSoftmaxLoss,
  circleSoftmaxLoss,
  combinedMarginLoss,
  combinedMargins,
  cosFaceLoss,
  lSoftmaxLoss,
  normSoftmaxLoss,
  softmaxLoss,
  sphereLoss,
  sphereMarginLoss,
} from "../../lib/loss/mod.ts";
import type { RowLoss } from "../_kit/loss_case.ts";

/** Whole degrees between the ends. */
export const WHOLE = Array.from({ length: 179 }, (_, i) => i + 1);

/** A curve, and the loss that it must be. */
interface Case {
  readonly curve: CurveLoss;
  readonly loss: RowLoss;
}

/** A case whose settings are the same for curve and loss, beside the scale. */
function same<Options extends object>(
  loss: CurveLoss["loss"],
  compute: (...of: [...Parameters<RowLoss>, Options]) => ReturnType<RowLoss>,
  options: Options,
  scale: object = { scale: 1 },
): Case {
  return {
    curve: { loss, ...options } as unknown as CurveLoss,
    loss: (x, w, y) => compute(x, w, y, { ...scale, ...options }),
  };
}

/** Every form of every loss that has a curve; with |x|, |W_y| and s = 1 unless said. */
export const CASES: Readonly<Record<string, Case>> = {
  softmax: same("softmax", softmaxLoss, {}, {}),
  normSoftmax: same("normSoftmax", normSoftmaxLoss, { scale: 2 }),
  sphere: same("sphere", sphereLoss, { scale: 3 }),
  ...Object.fromEntries(
    ([["cosine", 0.2], ["angle", 0.3], ["factor", 0.35], [
      "factor",
      2.5,
    ]] as const)
      .map(([kind, margin]) => [
        `sphereMargin, ${kind} ${margin}`,
        same("sphereMargin", sphereMarginLoss, { kind, margin }),
      ]),
  ),
  adaCos: same("adaCos", adaCosLoss, {}),
  ...Object.fromEntries(
    [1, 2, 3, 4].map((times) => [
      `L-Softmax ${times}`,
      same("lSoftmax", lSoftmaxLoss, { times }, {}),
    ]),
  ),
  "L-Softmax, λ = 5": same("lSoftmax", lSoftmaxLoss, { lambda: 5 }, {}),
  "A-Softmax": same("aSoftmax", aSoftmaxLoss, {}, {}),
  "A-Softmax, λ": same("aSoftmax", aSoftmaxLoss, { times: 3, lambda: 2 }, {}),
  "SphereFace-R": same(
    "aSoftmax",
    aSoftmaxLoss,
    { times: 1.5, form: "clamped" as const },
    {},
  ),
  cosFace: same("cosFace", cosFaceLoss, {}),
  "cosFace 0.2": same("cosFace", cosFaceLoss, { margin: 0.2, scale: 2 }),
  ...Object.fromEntries(
    (["none", "linear", "easy"] as const).map((beyond) => [
      `arcFace ${beyond}`,
      same("arcFace", arcFaceLoss, { beyond }),
    ]),
  ),
  "arcFace straight-through": same("arcFace", arcFaceLoss, {
    margin: 0.3,
    gradient: "straight-through" as const,
  }),
  combinedMargin: same("combinedMargin", combinedMarginLoss, {}),
  cm2: same("combinedMargin", combinedMarginLoss, combinedMargins.cm2),
  "cos 1.35 θ": same(
    "combinedMargin",
    combinedMarginLoss,
    combinedMargins.sphereFace,
  ),
  circle: same("circleSoftmax", circleSoftmaxLoss, {}),
  "circle 0.25": same("circleSoftmax", circleSoftmaxLoss, { margin: 0.25 }),
};

/** Logits of a class of length 0 that are not 0: Circle's [0 + m]₊ (0 − m). */
export const RIVAL: Readonly<Record<string, number>> = {
  circle: -(0.35 ** 2),
  "circle 0.25": -(0.25 ** 2),
};

/** Whether a curve jumps at an angle, where 32 bits may take either side. */
export function jumpsAt(curve: CurveLoss, angle: number): boolean {
  return curve.loss === "arcFace" && curve.beyond === "easy" && angle === 90;
}
