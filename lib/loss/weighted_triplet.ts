import * as tf from "@tensorflow/tfjs";
import { bind, type Float, float, type Int } from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { outside, pairDistance, pairsOf } from "./pairs.ts";

/** Options of {@linkcode weightedTripletLoss} and {@linkcode weightedTriplet}. */
export interface WeightedTripletOptions {
  /** Whether distances are squared. @default {false} */
  readonly squared?: boolean;
}

/**
 * The weighted triplet loss of AGW: all pairs of an anchor, far ones of its own
 * label and near ones of others with more weight, and no margin.
 *
 * ```math
 * L_i = \log\left(1 + e^{\sum_p w_{ip} d_{ip} - \sum_n w_{in} d_{in}}\right)
 * ```
 *
 * L_i = log(1 + exp(Σ_p w_ip d_ip − Σ_n w_in d_in)), w_ip = softmax of d_ip over
 * the positives, w_in = softmax of −d_in over the negatives.
 *
 * Paper: AGW, arXiv 2001.04193; equation number not read. Symbols: d_ij =
 * sqrt(|x_i − x_j|² + 1e-12) or |x_i − x_j|², p = others of the anchor's label,
 * n = samples of other labels. The gradient flows through the weights too.
 * Departs: the anchor is no positive of itself, which the known ports have
 * with distance 0; the value of each anchor, not their mean.
 *
 * An anchor without another sample of its label, or without one of another
 * label, has the loss 0 and no gradient; it counts in the mean.
 *
 * @param embedding Rows x, any length.
 * @param label y, whole numbers.
 * @param options What a distance is.
 * @returns One value an anchor.
 * @throws {RangeError} If two axes of one name differ in size.
 *
 * @example One positive at distance 1, one negative at 2
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { weightedTripletLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[0], [1], [-2]]), "batch embed");
 * const label = int(tf.tensor1d([0, 0, 1], "int32"), "batch");
 * const loss = weightedTripletLoss(embedding, label).dataSync();
 * assertAlmostEquals(loss[0]!, Math.log1p(Math.exp(1 - 2)), 1e-6);
 * ```
 */
export function weightedTripletLoss(
  embedding: Float<"batch embed">,
  label: Int<"batch">,
  options: WeightedTripletOptions = {},
): Float<"batch"> {
  const { squared = false } = options;
  bind("weightedTripletLoss", {
    embedding: [embedding, "batch embed"],
    label: [label, "batch"],
  });
  return tf.tidy(() => {
    const { positive, negative, complete } = pairsOf(label);
    const distance = pairDistance(embedding, squared);
    const mean = (signed: tf.Tensor, allowed: tf.Tensor) => {
      const weight = tf.softmax(
        tf.add(tf.mul(signed, allowed), outside(allowed)),
        1,
      );
      return tf.sum(tf.mul(weight, distance), 1);
    };
    const gap = tf.sub(
      mean(distance, positive),
      mean(tf.neg(distance), negative),
    );
    return float(tf.mul(tf.softplus(gap), complete), "batch");
  });
}

/**
 * {@linkcode weightedTripletLoss} of the embedding; it has no parameters.
 *
 * @param options What a distance is.
 * @returns The criterion.
 *
 * @example No centres
 * ```ts
 * import { weightedTriplet } from "@spherereid/kit/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(weightedTriplet().centres, null);
 * ```
 */
export function weightedTriplet(
  options: WeightedTripletOptions = {},
): Criterion {
  return {
    name: "weightedTriplet",
    centres: null,
    init: () => ({ params: {}, state: {} }),
    apply: (_params, state, { embedding }, label) => ({
      perSample: weightedTripletLoss(embedding, label, options),
      state,
    }),
  };
}
