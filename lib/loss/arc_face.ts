import * as tf from "@tensorflow/tfjs";
import { bind, cosine, type Float, type Int } from "../tensor/mod.ts";
import { arcMargin } from "./arc_margin.ts";
import type { Criterion } from "./criterion.ts";
import type { CrossEntropyOptions } from "./cross_entropy.ts";
import { weightCriterion } from "./weight_criterion.ts";

/** Options of {@linkcode arcFaceLoss}. */
export interface ArcFaceLossOptions extends CrossEntropyOptions {
  /** Scale s; above 0. @default {64} */
  readonly scale?: number;
  /** Margin m in radians, added to the own class's angle; from 0 to π. @default {0.5} */
  readonly margin?: number;
  /**
   * The slope of the own logit against its cosine: "exact" is
   * s · sin(θ + m) / sin θ; "straight-through" is s, as if there were no
   * margin (insightface's torch code, OpenSphere).
   * @default {"exact"}
   */
  readonly gradient?: "exact" | "straight-through";
  /**
   * What stands for cos(θ + m) where it would rise again, or early: "none"
   * leaves it; "linear" has cos θ − m sin m from θ + m = π on (insightface of
   * 2018, pytorch-metric-learning); "easy" has cos θ from θ = π/2 on.
   * @default {"none"}
   */
  readonly beyond?: "none" | "linear" | "easy";
}

/**
 * The loss of ArcFace: a normalised softmax whose own class must win by a
 * margin of the angle.
 *
 * ```math
 * L_i = -\log \frac{e^{s\cos(\theta_{i y_i} + m)}}{e^{s\cos(\theta_{i y_i} + m)} + \sum_{j \ne y_i} e^{s \cos\theta_{ij}}}
 * ```
 *
 * z_iy = s · cos(θ_iy + m), z_ij = s · cos θ_ij for j ≠ y_i,
 * L_i = −log softmax(z_i) at y_i.
 *
 * Paper: ArcFace, arXiv 1801.07698v3, eq. (3), by a reader's transcription. Symbols:
 * θ_ij = angle between embedding i and weight j, s = options.scale,
 * m = options.margin, y = label.
 * Departs: cos(θ + m) is cos θ cos m − sin θ sin m, so no angle and no pole at
 * ±1; the value of each sample, not their mean. In its place may stand the
 * rules of options.beyond; pytorch-metric-learning's loss, whose margin is in
 * degrees, is that of "linear".
 *
 * "linear" falls by a jump at θ = π − m, of 0.117 for m = 0.5. With m = 0 it is
 * {@linkcode normSoftmaxLoss}.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Scale, margin, gradient, the rule beyond π and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example At 90° to its own class, 30° past it with the margin
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { arcFaceLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[0, 7]]), "batch embed");
 * const weight = float(tf.tensor2d([[2, 0], [-3, 0]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * const options = { scale: 2, margin: Math.PI / 6 };
 * const loss = arcFaceLoss(embedding, weight, label, options).dataSync()[0]!;
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(1)), 1e-6);
 * ```
 */
export function arcFaceLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: ArcFaceLossOptions = {},
): Float<"batch"> {
  bind("arcFaceLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  return tf.tidy(() =>
    arcMargin("arcFaceLoss", cosine(embedding, weight), label, options)
  );
}

/** What {@linkcode arcFace} is made with. */
export interface ArcFaceOptions extends ArcFaceLossOptions {
  /** Standard deviation of the first class weights. @default {Math.sqrt(2 / (classes + embed))} */
  readonly deviation?: number;
}

/**
 * {@linkcode arcFaceLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say.
 *
 * @param options Scale, margin, gradient, the rule beyond π, first deviation and label smoothing.
 * @returns The criterion.
 *
 * @example Its parameter
 * ```ts
 * import { arcFace } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = arcFace().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function arcFace(options: ArcFaceOptions = {}): Criterion {
  const { deviation, ...rest } = options;
  return weightCriterion(
    "arcFace",
    deviation,
    (embedding, weight, label) => arcFaceLoss(embedding, weight, label, rest),
  );
}
