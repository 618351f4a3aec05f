import * as tf from "@tensorflow/tfjs";
import { bind, cosine, type Float, float, type Int } from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
import { parameter, weights } from "./parameter.ts";

/** Options of {@linkcode normSoftmaxLoss} and {@linkcode normSoftmax}. */
export interface NormSoftmaxOptions extends CrossEntropyOptions {
  /** Scale s, the inverse of a temperature; above 0. @default {10} */
  readonly scale?: number;
}

/**
 * The normalised softmax loss: embedding and class weights at length 1, no
 * bias, the cosines scaled by a fixed s.
 *
 * ```math
 * L_i = -\log \frac{e^{s \cos\theta_{i y_i}}}{\sum_j e^{s \cos\theta_{ij}}}
 * ```
 *
 * z_ij = s · cos θ_ij, L_i = −log softmax(z_i) at y_i.
 *
 * Paper: NormFace, arXiv 1704.06369; equation number not read. Written as
 * eq. (2) of arXiv 1801.07698v3, by a reader's transcription. Symbols:
 * θ_ij = angle between embedding i and weight j, s = options.scale, y = label.
 * Departs: s is fixed, where NormFace's reference learns it from 10; the value
 * of each sample, not their mean.
 *
 * No loss can fall below log(1 + (C − 1) exp(−s C / (C − 1))), that of
 * equiangular centres; a small s keeps it from falling.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Scale and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example Parallel to its own class, opposite to the other
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { normSoftmaxLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[5, 0]]), "batch embed");
 * const weight = float(tf.tensor2d([[2, 0], [-3, 0]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * const loss = normSoftmaxLoss(embedding, weight, label, { scale: 1 }).dataSync()[0]!;
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(-2)), 1e-6);
 * ```
 */
export function normSoftmaxLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: NormSoftmaxOptions = {},
): Float<"batch"> {
  const { scale = 10, ...smoothing } = options;
  bind("normSoftmaxLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  if (!(scale > 0 && scale < Infinity)) {
    throw new RangeError(
      `Cannot compute normSoftmaxLoss as scale must be above 0 and finite: current scale is ${scale}`,
    );
  }
  return tf.tidy(() => {
    const logits = tf.mul(cosine(embedding, weight), scale);
    return crossEntropy(float(logits, "batch class"), label, smoothing);
  });
}

/** What {@linkcode normSoftmax} is made with. */
export interface NormSoftmaxCriterionOptions extends NormSoftmaxOptions {
  /**
   * Standard deviation of the first class weights. Only their directions count,
   * but a small one lets the first steps of Adam turn them far: of use from
   * random weights in a short run. @default {Math.sqrt(2 / (classes + embed))}
   */
  readonly deviation?: number;
}

/**
 * {@linkcode normSoftmaxLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say.
 *
 * @param options Scale, first deviation and label smoothing.
 * @returns The criterion.
 *
 * @example Its parameter
 * ```ts
 * import { normSoftmax } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = normSoftmax().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function normSoftmax(
  options: NormSoftmaxCriterionOptions = {},
): Criterion {
  return {
    name: "normSoftmax",
    centres: "loss.weight",
    init: (random, { classes, embed }) => {
      const { deviation = Math.sqrt(2 / (classes + embed)) } = options;
      const weight = weights(random, [classes, embed], deviation);
      return { params: { "loss.weight": weight }, state: {} };
    },
    apply: (params, state, { embedding }, label) => ({
      perSample: normSoftmaxLoss(
        embedding,
        parameter(params, "loss.weight", "class embed"),
        label,
        options,
      ),
      state,
    }),
  };
}
