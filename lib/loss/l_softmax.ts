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
import { psi } from "./psi.ts";
import { input } from "./parameter.ts";
import { weightCriterion } from "./weight_criterion.ts";

/** Options of {@linkcode lSoftmaxLoss}. */
export interface LSoftmaxLossOptions extends CrossEntropyOptions {
  /** How many times its angle the own class counts, m; a whole number from 1. @default {4} */
  readonly times?: number;
  /** Weight λ of the logit without a margin; at least 0, and 0 is the paper's loss. A scalar tensor is not checked. @default {0} */
  readonly lambda?: number | Float<"">;
}

/**
 * The large-margin softmax loss: a linear classifier without bias, whose own
 * class must win with m times the angle.
 *
 * ```math
 * L_i = -\log \frac{e^{z_{i y_i}}}{\sum_j e^{z_{ij}}}, \quad
 * z_{i y_i} = \|W_{y_i}\| \|x_i\| \frac{\psi(\theta_{i y_i}) + \lambda \cos\theta_{i y_i}}{1 + \lambda}
 * ```
 *
 * z_ij = |W_j| |x_i| cos θ_ij for j ≠ y_i; z_iy = |W_y| |x_i| · (ψ(θ_iy) + λ
 * cos θ_iy) / (1 + λ); L_i = −log softmax(z_i) at y_i.
 *
 * Paper: L-Softmax, arXiv 1612.02295; its ψ is eq. (6), by a comment in
 * pytorch-metric-learning's source. Symbols:
 * θ_ij = angle between embedding i and weight j, ψ = {@linkcode psi} of
 * m = options.times, λ = options.lambda, y = label.
 * Departs: k is at most m − 1, also at θ = π; the value of each sample, not
 * their mean.
 *
 * With m = 1 it is {@linkcode softmaxLoss} without bias. With m above 2 and λ = 0
 * it may not begin to learn: let λ fall, see {@linkcode lambdaSchedules}.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options m, λ and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example At 90° to its own class and along the other
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { lSoftmaxLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[0, 1]]), "batch embed");
 * const weight = float(tf.tensor2d([[1, 0], [0, 1]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * // ψ(90°) = −1 for m = 2, against 1.
 * const loss = lSoftmaxLoss(embedding, weight, label, { times: 2 }).dataSync()[0]!;
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(2)), 1e-6);
 * ```
 */
export function lSoftmaxLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: LSoftmaxLossOptions = {},
): Float<"batch"> {
  const { times = 4, lambda = 0, ...smoothing } = options;
  bind("lSoftmaxLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  checkLambda("lSoftmaxLoss", lambda);
  return tf.tidy(() => {
    const cosines = replaceOwn(
      cosine(embedding, weight),
      label,
      (own) => softened(own, psi(own, times), lambda),
    );
    const long = tf.expandDims(rowLength(embedding) as tf.Tensor1D, 1);
    const logits = tf.mul(tf.mul(cosines, long), rowLength(weight));
    return crossEntropy(float(logits, "batch class"), label, smoothing);
  });
}

/** What {@linkcode lSoftmax} is made with. */
export interface LSoftmaxOptions extends CrossEntropyOptions {
  /** How many times its angle the own class counts, m; a whole number from 1. @default {4} */
  readonly times?: number;
  /** Weight λ of the logit without a margin: a number, or how it falls with the steps. @default {lambdaSchedules.lSoftmaxMnist} */
  readonly lambda?: LambdaSchedule | number;
  /** Standard deviation of the first class weights. @default {Math.sqrt(2 / (classes + embed))} */
  readonly deviation?: number;
}

/**
 * {@linkcode lSoftmaxLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say.
 *
 * @param options m, λ by the step, first deviation and label smoothing.
 * @returns The criterion; its input is λ of the step.
 * @throws {RangeError} If λ is out of range.
 *
 * @example Its parameter
 * ```ts
 * import { lSoftmax } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = lSoftmax({ times: 2 }).init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function lSoftmax(options: LSoftmaxOptions = {}): Criterion {
  const { lambda = lambdaSchedules.lSoftmaxMnist, deviation, ...rest } =
    options;
  checkLambda("lSoftmax", lambdaAt(lambda, 0));
  return weightCriterion(
    "lSoftmax",
    deviation,
    (embedding, weight, label, inputs) =>
      lSoftmaxLoss(embedding, weight, label, {
        ...rest,
        lambda: input(inputs, "lambda"),
      }),
    (step) => ({ lambda: lambdaAt(lambda, step) }),
  );
}
