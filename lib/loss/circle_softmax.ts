import * as tf from "@tensorflow/tfjs";
import { bind, cosine, type Float, float, type Int } from "../tensor/mod.ts";
import { aboveZero, atLeastZero } from "./above_zero.ts";
import { circlePull, circlePush } from "./circle_weights.ts";
import type { Criterion } from "./criterion.ts";
import { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
import { ownEntry, ownPlace, withOwnEntry } from "./own_entry.ts";
import { weightCriterion } from "./weight_criterion.ts";

/** Options of {@linkcode circleSoftmaxLoss} and {@linkcode circleSoftmax}. */
export interface CircleSoftmaxOptions extends CrossEntropyOptions {
  /** Scale γ; above 0. @default {64} */
  readonly scale?: number;
  /** Relaxation m of the circle, at least 0. @default {0.35} */
  readonly margin?: number;
}

/**
 * The Circle loss with class weights: a softmax whose cosines are pulled the
 * harder the farther each is from its best.
 *
 * ```math
 * L_i = -\log \frac{e^{\gamma \alpha_p (\cos\theta_{i y_i} - (1 - m))}}
 * {e^{\gamma \alpha_p (\cos\theta_{i y_i} - (1 - m))} + \sum_{j \neq y_i} e^{\gamma \alpha_{ij} (\cos\theta_{ij} - m)}}
 * ```
 *
 * z_ij = γ · a_ij · (cos θ_ij − D), with a = [1 + m − cos θ]₊, D = 1 − m at
 * j = y_i, and a = [cos θ + m]₊, D = m elsewhere; L_i = −log softmax(z_i) at y_i.
 *
 * Paper: arXiv 2002.10857; equation number not read. Symbols: θ_ij = angle
 * between embedding i and weight j, γ = options.scale, m = options.margin,
 * y = label. The weights a carry no gradient. The defaults are those of
 * fastreid's class form.
 * Departs: the value of each sample, not their mean.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Scale, margin and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example At 90° to both of two classes
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { circleSoftmaxLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[0, 7]]), "batch embed");
 * const weight = float(tf.tensor2d([[2, 0], [-3, 0]]), "class embed");
 * const label = int(tf.tensor1d([1], "int32"), "batch");
 * const options = { scale: 1, margin: 0.25 };
 * const loss = circleSoftmaxLoss(embedding, weight, label, options).dataSync()[0]!;
 * const [own, other] = [1.25 * -0.75, 0.25 * -0.25];
 * assertAlmostEquals(loss, Math.log1p(Math.exp(other - own)), 1e-6);
 * ```
 */
export function circleSoftmaxLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: CircleSoftmaxOptions = {},
): Float<"batch"> {
  const { scale = 64, margin = 0.35, ...smoothing } = options;
  bind("circleSoftmaxLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  aboveZero("circleSoftmaxLoss", "scale", scale);
  atLeastZero("circleSoftmaxLoss", "margin", margin);
  return tf.tidy(() => {
    const cosines = cosine(embedding, weight) as tf.Tensor;
    const place = ownPlace(label);
    const own = circlePull(ownEntry(cosines, place), margin) as tf.Tensor1D;
    const others = circlePush(cosines, margin) as tf.Tensor2D;
    const logits = withOwnEntry(others, place, own);
    return crossEntropy(
      float(tf.mul(logits, scale), "batch class"),
      label,
      smoothing,
    );
  });
}

/** What {@linkcode circleSoftmax} is made with. */
export interface CircleSoftmaxCriterionOptions extends CircleSoftmaxOptions {
  /** Standard deviation of the first class weights. @default {Math.sqrt(2 / (classes + embed))} */
  readonly deviation?: number;
}

/**
 * {@linkcode circleSoftmaxLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say.
 *
 * @param options Scale, margin, first deviation and label smoothing.
 * @returns The criterion.
 *
 * @example Its parameter
 * ```ts
 * import { circleSoftmax } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = circleSoftmax().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function circleSoftmax(
  options: CircleSoftmaxCriterionOptions = {},
): Criterion {
  const { deviation, ...rest } = options;
  return weightCriterion(
    "circleSoftmax",
    deviation,
    (embedding, weight, label) =>
      circleSoftmaxLoss(embedding, weight, label, rest),
  );
}
