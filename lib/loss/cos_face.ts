import * as tf from "@tensorflow/tfjs";
import { bind, cosine, type Float, float, type Int } from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
import { checkMargin, checkScale } from "./margin_option.ts";
import { replaceOwn } from "./own_class.ts";
import { weightCriterion } from "./weight_criterion.ts";

/** Options of {@linkcode cosFaceLoss}. */
export interface CosFaceLossOptions extends CrossEntropyOptions {
  /** Scale s; above 0. AM-Softmax has 30, its author advises 10 for MNIST. @default {64} */
  readonly scale?: number;
  /** Margin m, taken from the own class's cosine; at least 0. @default {0.35} */
  readonly margin?: number;
}

/**
 * The loss of CosFace, also named AM-Softmax: a normalised softmax whose own
 * class must win by a margin of the cosine.
 *
 * ```math
 * L_i = -\log \frac{e^{s(\cos\theta_{i y_i} - m)}}{e^{s(\cos\theta_{i y_i} - m)} + \sum_{j \ne y_i} e^{s \cos\theta_{ij}}}
 * ```
 *
 * z_iy = s · (cos θ_iy − m), z_ij = s · cos θ_ij for j ≠ y_i,
 * L_i = −log softmax(z_i) at y_i.
 *
 * Paper: CosFace, arXiv 1801.09414, and AM-Softmax, arXiv 1801.05599; equation
 * numbers not read. Symbols: θ_ij = angle between embedding i and weight j,
 * s = options.scale, m = options.margin, y = label. Defaults: insightface's
 * MXNet and pytorch-metric-learning; insightface's torch class has m = 0.4.
 * Departs: the value of each sample, not their mean.
 *
 * With m = 0 it is {@linkcode normSoftmaxLoss}.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Scale, margin and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example Parallel to its own class, at 90° to the other
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { cosFaceLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[5, 0]]), "batch embed");
 * const weight = float(tf.tensor2d([[2, 0], [0, 3]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * const options = { scale: 2, margin: 0.25 };
 * const loss = cosFaceLoss(embedding, weight, label, options).dataSync()[0]!;
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(-1.5)), 1e-6);
 * ```
 */
export function cosFaceLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: CosFaceLossOptions = {},
): Float<"batch"> {
  const { scale = 64, margin = 0.35, ...smoothing } = options;
  bind("cosFaceLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  checkScale("cosFaceLoss", scale);
  checkMargin("cosFaceLoss", margin);
  return tf.tidy(() => {
    const cosines = replaceOwn(
      cosine(embedding, weight),
      label,
      (own) => float(tf.sub(own, margin), "batch"),
    );
    const logits = float(tf.mul(cosines, scale), "batch class");
    return crossEntropy(logits, label, smoothing);
  });
}

/** What {@linkcode cosFace} is made with. */
export interface CosFaceOptions extends CosFaceLossOptions {
  /** Standard deviation of the first class weights. @default {Math.sqrt(2 / (classes + embed))} */
  readonly deviation?: number;
}

/**
 * {@linkcode cosFaceLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say.
 *
 * @param options Scale, margin, first deviation and label smoothing.
 * @returns The criterion.
 *
 * @example Its parameter
 * ```ts
 * import { cosFace } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = cosFace().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function cosFace(options: CosFaceOptions = {}): Criterion {
  const { deviation, ...rest } = options;
  return weightCriterion(
    "cosFace",
    deviation,
    (embedding, weight, label) => cosFaceLoss(embedding, weight, label, rest),
  );
}
