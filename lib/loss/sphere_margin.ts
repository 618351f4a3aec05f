import * as tf from "@tensorflow/tfjs";
import {
  angle,
  bind,
  cosine,
  type Float,
  float,
  type Int,
  sine,
} from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
import { falling } from "./falling.ts";
import { checkMargin, checkScale, checkTurn } from "./margin_option.ts";
import { replaceOwn } from "./own_class.ts";
import { weightCriterion } from "./weight_criterion.ts";

/** Options of {@linkcode sphereMarginLoss}. */
export interface SphereMarginLossOptions extends CrossEntropyOptions {
  /** Scale s, the inverse of a temperature; above 0. @default {14} */
  readonly scale?: number;
  /**
   * What the margin m changes of the own class: "cosine" is cos θ − m, "angle"
   * is cos(θ + m), "factor" is cos((1 + m) θ).
   * @default {"cosine"}
   */
  readonly kind?: "cosine" | "angle" | "factor";
  /**
   * Margin m, at least 0; in radians and at most π if of the angle. 0 is
   * sphereLoss of every kind. The default is the kit's own. @default {0.2}
   */
  readonly margin?: number;
}

/**
 * Sphere loss with a margin: the own class must win by a part of the cosine, by
 * an angle, or with a multiple of its angle.
 *
 * ```math
 * L_i = -\log \frac{e^{s f(\theta_{i y_i})}}{e^{s f(\theta_{i y_i})} + \sum_{j \ne y_i} e^{s \cos\theta_{ij}}}
 * ```
 *
 * z_iy = s · f(θ_iy), z_ij = s · cos θ_ij for j ≠ y_i, L_i = −log softmax(z_i)
 * at y_i; f(θ) = cos θ − m, or (−1)^k cos φ − 2k with φ = θ + m or (1 + m) θ and
 * k = ⌊φ/π⌋, which is cos φ up to φ = π.
 *
 * Paper: none has it; it joins sphereLoss, of arXiv 1807.00537v1, with the
 * margins of CosFace, ArcFace and SphereFace. Symbols: θ_ij = angle between
 * embedding i and weight j, s = options.scale, m = options.margin, y = label.
 * Departs: beyond φ = π the cosine goes on falling, with a continuous slope, as
 * that of {@linkcode psi} does; the value of each sample, not their mean.
 *
 * With m = 0 it is {@linkcode sphereLoss}, to the bit. The factor needs the
 * angle, exact to about 1e-6 near 0 and π.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Scale, kind, margin and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example At 120° to its own class, 60° past π with twice the angle
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { sphereMarginLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[-1, Math.sqrt(3)]]), "batch embed");
 * const weight = float(tf.tensor2d([[1, 0], [0, 0]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * const options = { scale: 2, kind: "factor", margin: 1 } as const;
 * const loss = sphereMarginLoss(embedding, weight, label, options).dataSync()[0]!;
 * // −cos 240° − 2 = −3/2, against a class without direction: cosine 0.
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(3)), 1e-5);
 * ```
 */
export function sphereMarginLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: SphereMarginLossOptions = {},
): Float<"batch"> {
  const { scale = 14, kind = "cosine", margin = 0.2, ...smoothing } = options;
  bind("sphereMarginLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  checkScale("sphereMarginLoss", scale);
  (kind === "angle" ? checkTurn : checkMargin)("sphereMarginLoss", margin);
  return tf.tidy(() => {
    const plain = cosine(embedding, weight);
    const cosines = margin === 0 ? plain : replaceOwn(
      plain,
      label,
      (own) => float(MARGINS[kind](own, margin), "batch"),
    );
    const logits = float(tf.mul(cosines, scale), "batch class");
    return crossEntropy(logits, label, smoothing);
  });
}

/** What becomes of the own class's cosine by a margin above 0. */
const MARGINS: Readonly<
  Record<
    NonNullable<SphereMarginLossOptions["kind"]>,
    (own: Float<"batch">, margin: number) => tf.Tensor
  >
> = {
  cosine: (own, margin) => tf.sub(own, margin),
  angle: (own, margin) => {
    const turned = tf.sub(
      tf.mul(own, Math.cos(margin)),
      tf.mul(sine(own), Math.sin(margin)),
    );
    return falling(own, turned, [Math.PI - margin]);
  },
  factor: (own, margin) => {
    const times = 1 + margin;
    const turned = tf.cos(tf.mul(angle(own), times));
    const half = Array.from(
      { length: Math.ceil(times) - 1 },
      (_, i) => (i + 1) * Math.PI / times,
    );
    return falling(own, turned, half);
  },
};

/** What {@linkcode sphereMargin} is made with. */
export interface SphereMarginOptions extends SphereMarginLossOptions {
  /** Standard deviation of the first class weights. @default {Math.sqrt(2 / (classes + embed))} */
  readonly deviation?: number;
}

/**
 * {@linkcode sphereMarginLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say.
 *
 * @param options Scale, kind, margin, first deviation and label smoothing.
 * @returns The criterion.
 *
 * @example Its parameter
 * ```ts
 * import { sphereMargin } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const criterion = sphereMargin({ kind: "angle", margin: 0.3 });
 * const { params } = criterion.init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function sphereMargin(options: SphereMarginOptions = {}): Criterion {
  const { deviation, ...rest } = options;
  return weightCriterion(
    "sphereMargin",
    deviation,
    (embedding, weight, label) =>
      sphereMarginLoss(embedding, weight, label, rest),
  );
}
