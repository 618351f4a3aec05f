import * as tf from "@tensorflow/tfjs";
import {
  bind,
  cosine,
  type Float,
  float,
  type Int,
  rowLength,
} from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
import { lambdaAt, type LambdaSchedule, lambdaSchedules } from "./lambda.ts";
import { checkLambda } from "./margin_option.ts";
import { replaceOwn, softened } from "./own_class.ts";
import { psi, psiClamped } from "./psi.ts";
import { input } from "./parameter.ts";
import { weightCriterion } from "./weight_criterion.ts";

/** Options of {@linkcode aSoftmaxLoss}. */
export interface ASoftmaxLossOptions extends CrossEntropyOptions {
  /** How many times its angle the own class counts, m; a whole number from 1 if monotone. @default {4} */
  readonly times?: number;
  /**
   * What becomes of the own class's angle: "monotone" is ψ, "clamped" is
   * cos(min(mθ, π)) of SphereFace-R's first version, where m need not be whole.
   * @default {"monotone"}
   */
  readonly form?: "monotone" | "clamped";
  /** Weight λ of the logit without a margin; at least 0, and 0 is the paper's loss. A scalar tensor is not checked. @default {0} */
  readonly lambda?: number | Float<"">;
}

/**
 * The angular softmax loss of SphereFace: class weights at length 1, no bias,
 * and the own class must win with m times the angle; the embedding keeps its
 * length.
 *
 * ```math
 * L_i = -\log \frac{e^{z_{i y_i}}}{\sum_j e^{z_{ij}}}, \quad
 * z_{i y_i} = \|x_i\| \frac{\psi(\theta_{i y_i}) + \lambda \cos\theta_{i y_i}}{1 + \lambda}
 * ```
 *
 * z_ij = |x_i| cos θ_ij for j ≠ y_i; z_iy = |x_i| · (ψ(θ_iy) + λ cos θ_iy) /
 * (1 + λ); L_i = −log softmax(z_i) at y_i.
 *
 * Paper: SphereFace, arXiv 1704.08063; equation numbers not read. Symbols:
 * θ_ij = angle between embedding i and weight j, ψ = {@linkcode psi} of
 * m = options.times, λ = options.lambda, y = label.
 * Departs: k is at most m − 1, also at θ = π; the gradient is the equation's,
 * where the authors' Caffe layer rescales that of the embedding and leaves the
 * margin out of that of the weights; weights are normalised in passing, not in
 * place; the value of each sample, not their mean.
 *
 * With m = 1 it is the softmax loss of weights at length 1. With λ = 0 it may
 * not begin to learn: let λ fall, see {@linkcode lambdaSchedules}.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options m, its form, λ and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example At 90° to its own class and along the other
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { aSoftmaxLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[0, 3]]), "batch embed");
 * const weight = float(tf.tensor2d([[1, 0], [0, 9]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * // Three times ψ(90°) = −1 for m = 2, against three times 1.
 * const loss = aSoftmaxLoss(embedding, weight, label, { times: 2 }).dataSync()[0]!;
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(6)), 1e-6);
 * ```
 */
export function aSoftmaxLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: ASoftmaxLossOptions = {},
): Float<"batch"> {
  const { times = 4, form = "monotone", lambda = 0, ...smoothing } = options;
  bind("aSoftmaxLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  checkLambda("aSoftmaxLoss", lambda);
  const turn = form === "monotone" ? psi : psiClamped;
  return tf.tidy(() => {
    const cosines = replaceOwn(
      cosine(embedding, weight),
      label,
      (own) => softened(own, turn(own, times), lambda),
    );
    const long = tf.expandDims(rowLength(embedding) as tf.Tensor1D, 1);
    const logits = tf.mul(cosines, long);
    return crossEntropy(float(logits, "batch class"), label, smoothing);
  });
}

/** What {@linkcode aSoftmax} is made with. */
export interface ASoftmaxOptions extends CrossEntropyOptions {
  /** How many times its angle the own class counts, m; a whole number from 1 if monotone. @default {4} */
  readonly times?: number;
  /** What becomes of the own class's angle: ψ, or cos(min(mθ, π)). @default {"monotone"} */
  readonly form?: "monotone" | "clamped";
  /** Weight λ of the logit without a margin: a number, or how it falls with the steps. @default {lambdaSchedules.sphereFace20} */
  readonly lambda?: LambdaSchedule | number;
  /** Standard deviation of the first class weights. @default {Math.sqrt(2 / (classes + embed))} */
  readonly deviation?: number;
}

/**
 * {@linkcode aSoftmaxLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say.
 *
 * @param options m, its form, λ by the step, first deviation and label smoothing.
 * @returns The criterion; its input is λ of the step.
 * @throws {RangeError} If λ is out of range.
 *
 * @example Its parameter
 * ```ts
 * import { aSoftmax } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = aSoftmax({ times: 2 }).init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function aSoftmax(options: ASoftmaxOptions = {}): Criterion {
  const { lambda = lambdaSchedules.sphereFace20, deviation, ...rest } = options;
  checkLambda("aSoftmax", lambdaAt(lambda, 0));
  return weightCriterion(
    "aSoftmax",
    deviation,
    (embedding, weight, label, inputs) =>
      aSoftmaxLoss(embedding, weight, label, {
        ...rest,
        lambda: input(inputs, "lambda"),
      }),
    (step) => ({ lambda: lambdaAt(lambda, step) }),
  );
}
