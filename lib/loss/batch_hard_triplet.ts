import * as tf from "@tensorflow/tfjs";
import { bind, type Float, float, type Int } from "../tensor/mod.ts";
import { atLeastZero } from "./above_zero.ts";
import type { Criterion } from "./criterion.ts";
import { largest, pairDistance, pairsOf } from "./pairs.ts";

/** Options of {@linkcode batchHardTripletLoss} and {@linkcode batchHardTriplet}. */
export interface BatchHardTripletOptions {
  /**
   * What the nearest other must be farther than the farthest own, at least 0;
   * or "soft": log(1 + exp) in place of the hinge, without a margin.
   * @default {0.3}
   */
  readonly margin?: number | "soft";
  /** Whether distances are squared. @default {false} */
  readonly squared?: boolean;
}

/**
 * The batch-hard triplet loss: each sample is an anchor, with the farthest of
 * its own label and the nearest of another one in the batch.
 *
 * ```math
 * L_i = \left[m + \max_{y_p = y_i,\, p \neq i} d_{ip} - \min_{y_n \neq y_i} d_{in}\right]_+
 * ```
 *
 * L_i = max(0, m + d_ap − d_an), or log(1 + exp(d_ap − d_an)) with a soft margin.
 *
 * Paper: arXiv 1703.07737; equation number not read. Symbols: d_ij =
 * sqrt(|x_i − x_j|² + 1e-12) or |x_i − x_j|², m = options.margin, y = label.
 * The margin 0.3 is that of BoT; the paper's code prefers the soft one.
 * Departs: the value of each anchor, not their mean. Pytorch-metric-learning's
 * triplet margin loss with its batch-hard miner takes embeddings at length 1
 * and the mean over those above 0, unless told otherwise.
 *
 * An anchor without another sample of its label, or without one of another
 * label, has the loss 0 and no gradient; it counts in the mean. Embeddings
 * are taken at their length. Of equally far samples the first is taken.
 *
 * @param embedding Rows x, any length.
 * @param label y, whole numbers.
 * @param options Margin, and what a distance is.
 * @returns One value an anchor.
 * @throws {RangeError} If two axes of one name differ in size, or the margin is out of range.
 *
 * @example Own at distance 1, the nearest other at 2
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { batchHardTripletLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[0], [1], [-2]]), "batch embed");
 * const label = int(tf.tensor1d([0, 0, 1], "int32"), "batch");
 * const loss = batchHardTripletLoss(embedding, label, { margin: 1.5 }).dataSync();
 * assertAlmostEquals(loss[0]!, 0.5, 1e-6);
 * ```
 */
export function batchHardTripletLoss(
  embedding: Float<"batch embed">,
  label: Int<"batch">,
  options: BatchHardTripletOptions = {},
): Float<"batch"> {
  const { margin = 0.3, squared = false } = options;
  bind("batchHardTripletLoss", {
    embedding: [embedding, "batch embed"],
    label: [label, "batch"],
  });
  if (margin !== "soft") atLeastZero("batchHardTripletLoss", "margin", margin);
  return tf.tidy(() => {
    const { positive, negative, complete } = pairsOf(label);
    const distance = pairDistance(embedding, squared);
    const own = largest(distance, positive);
    const nearest = tf.neg(largest(tf.neg(distance), negative));
    const gap = tf.sub(own, nearest);
    const loss = margin === "soft"
      ? tf.softplus(gap)
      : tf.relu(tf.add(gap, margin));
    return float(tf.mul(loss, complete), "batch");
  });
}

/**
 * {@linkcode batchHardTripletLoss} of the embedding; it has no parameters.
 *
 * @param options Margin, and what a distance is.
 * @returns The criterion.
 *
 * @example No centres
 * ```ts
 * import { batchHardTriplet } from "@spherereid/kit/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(batchHardTriplet({ margin: "soft" }).centres, null);
 * ```
 */
export function batchHardTriplet(
  options: BatchHardTripletOptions = {},
): Criterion {
  return {
    name: "batchHardTriplet",
    centres: null,
    init: () => ({ params: {}, state: {} }),
    apply: (_params, state, { embedding }, label) => ({
      perSample: batchHardTripletLoss(embedding, label, options),
      state,
    }),
  };
}
