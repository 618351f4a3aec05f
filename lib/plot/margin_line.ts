/**
 * A loss whose own class's logit is drawn, with settings under the names that
 * they have in `curve`: what `targetLogits` takes, this chart takes.
 *
 * A setting that is given stays as it is; one that is left out has a slider,
 * shared by all lines that have a setting of its kind.
 */
export interface MarginLine {
  /** The loss. */
  readonly loss:
    | "softmax"
    | "normSoftmax"
    | "sphere"
    | "adaCos"
    | "lSoftmax"
    | "aSoftmax"
    | "cosFace"
    | "arcFace"
    | "combinedMargin"
    | "circleSoftmax"
    | "sphereMargin";
  /** What the line is called. @default {loss} */
  readonly name?: string;
  /** s, which multiplies the turned cosine; above 0. */
  readonly scale?: number;
  /** m of L-Softmax and A-Softmax: how many times the angle is taken. */
  readonly times?: number;
  /** A-Softmax's form. @default {"monotone"} */
  readonly form?: "monotone" | "clamped";
  /** λ of L-Softmax and A-Softmax: parts of the plain cosine; at least 0. */
  readonly lambda?: number;
  /** m of CosFace and Circle (of the cosine), of ArcFace (radians), of sphere with a margin (by its kind). */
  readonly margin?: number;
  /** ArcFace's rule for angles near 180°. @default {"none"} */
  readonly beyond?: "none" | "linear" | "easy";
  /** What the margin of sphere is of. @default {"cosine"} */
  readonly kind?: "cosine" | "angle" | "factor";
  /** m1 of the combined margin: how many times the angle is taken. */
  readonly m1?: number;
  /** m2 of the combined margin: added to the angle, in radians. */
  readonly m2?: number;
  /** m3 of the combined margin: taken from the cosine. */
  readonly m3?: number;
}
