import type {
  ArcFaceLossOptions,
  ASoftmaxLossOptions,
  CircleSoftmaxOptions,
  CombinedMargins,
  CosFaceLossOptions,
  LSoftmaxLossOptions,
} from "../loss/mod.ts";

/** What every curve can be told. */
export interface AnyCurve {
  /** What its rows are called. @default {loss} */
  readonly name?: string;
  /**
   * What the turned cosine is multiplied with: s, γ, or |x| and |W_y| where
   * the loss keeps them. Other than the loss's own default, so that curves compare.
   * @default {1}
   */
  readonly scale?: number;
}

/** A loss whose own class has no margin. */
export interface PlainCurve extends AnyCurve {
  /** The loss. */
  readonly loss: "softmax" | "normSoftmax" | "sphere" | "adaCos";
}

/** A curve that λ parts of the plain cosine ease. */
export interface EasedCurve extends AnyCurve {
  /** λ; at least 0. @default {0} */
  readonly lambda?: number;
}

/** L-Softmax: ψ of m angles, eased by λ. */
export interface LSoftmaxCurve
  extends EasedCurve, Pick<LSoftmaxLossOptions, "times"> {
  /** The loss. */
  readonly loss: "lSoftmax";
}

/** A-Softmax: ψ of m angles, or SphereFace-R's clamped cosine, eased by λ. */
export interface ASoftmaxCurve
  extends EasedCurve, Pick<ASoftmaxLossOptions, "times" | "form"> {
  /** The loss. */
  readonly loss: "aSoftmax";
}

/** CosFace: a margin of the cosine. */
export interface CosFaceCurve
  extends AnyCurve, Pick<CosFaceLossOptions, "margin"> {
  /** The loss. */
  readonly loss: "cosFace";
}

/** ArcFace: a margin of the angle. */
export interface ArcFaceCurve
  extends AnyCurve, Pick<ArcFaceLossOptions, "margin" | "beyond" | "gradient"> {
  /** The loss. */
  readonly loss: "arcFace";
}

/** The combined margin. */
export interface CombinedMarginCurve extends AnyCurve, CombinedMargins {
  /** The loss. */
  readonly loss: "combinedMargin";
}

/** Circle loss with class weights; its rivals are turned too. */
export interface CircleCurve
  extends AnyCurve, Pick<CircleSoftmaxOptions, "margin"> {
  /** The loss. */
  readonly loss: "circleSoftmax";
}

/** Sphere loss with a margin; beyond π its cosine goes on falling. */
export interface SphereMarginCurve extends AnyCurve {
  /** The loss. */
  readonly loss: "sphereMargin";
  /** cos θ − m, cos(θ + m) or cos((1 + m) θ). @default {"cosine"} */
  readonly kind?: "cosine" | "angle" | "factor";
  /** m; at least 0, at most π if of the angle. @default {0.2} */
  readonly margin?: number;
}

/** A loss and the settings that its curve depends on, under the names and defaults it has in `loss`. */
export type CurveLoss =
  | PlainCurve
  | LSoftmaxCurve
  | ASoftmaxCurve
  | CosFaceCurve
  | ArcFaceCurve
  | CombinedMarginCurve
  | CircleCurve
  | SphereMarginCurve;
