import * as tf from "@tensorflow/tfjs";
import { bind, type Float, float, type Int, unit } from "../tensor/mod.ts";
import { aboveZero, atLeastZero } from "./above_zero.ts";
import { circlePull, circlePush } from "./circle_weights.ts";
import type { Criterion } from "./criterion.ts";
import { outside, pairsOf } from "./pairs.ts";

/** Options of {@linkcode circlePairLoss} and {@linkcode circlePair}. */
export interface CirclePairOptions {
  /** Scale γ; above 0. @default {128} */
  readonly scale?: number;
  /** Relaxation m of the circle, at least 0. @default {0.25} */
  readonly margin?: number;
}

/**
 * The Circle loss of pairs: each sample is an anchor, and the cosines with all
 * others of the batch are pulled the harder the farther each is from its best.
 *
 * ```math
 * L_i = \log\left(1 + \sum_n e^{\gamma \alpha_n (s_{in} - m)} \sum_p e^{-\gamma \alpha_p (s_{ip} - (1 - m))}\right)
 * ```
 *
 * L_i = log(1 + Σ_n exp(γ a_n (s_in − m)) · Σ_p exp(−γ a_p (s_ip − (1 − m)))),
 * with a_n = [s_in + m]₊, a_p = [1 + m − s_ip]₊.
 *
 * Paper: arXiv 2002.10857; equation number not read. Symbols: s_ij = cosine of
 * embeddings i and j, p = others of the anchor's label, n = samples of other
 * labels, γ = options.scale, m = options.margin. The weights a carry no
 * gradient. The defaults are those stated for re-identification.
 * Departs: the value of each anchor, not their mean. Pytorch-metric-learning's
 * has the mean over those above 0, and γ = 80, m = 0.4 unless told.
 *
 * An anchor without another sample of its label, or without one of another
 * label, has the loss 0 and no gradient; it counts in the mean.
 *
 * @param embedding Rows x, any length.
 * @param label y, whole numbers.
 * @param options Scale and margin.
 * @returns One value an anchor.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example Own at 0°, the other at 90°
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { circlePairLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[1, 0], [2, 0], [0, 3]]), "batch embed");
 * const label = int(tf.tensor1d([0, 0, 1], "int32"), "batch");
 * const loss = circlePairLoss(embedding, label, { scale: 1 }).dataSync();
 * assertAlmostEquals(loss[0]!, Math.log1p(Math.exp(-1 / 16 - 1 / 16)), 1e-6);
 * ```
 */
export function circlePairLoss(
  embedding: Float<"batch embed">,
  label: Int<"batch">,
  options: CirclePairOptions = {},
): Float<"batch"> {
  const { scale = 128, margin = 0.25 } = options;
  bind("circlePairLoss", {
    embedding: [embedding, "batch embed"],
    label: [label, "batch"],
  });
  aboveZero("circlePairLoss", "scale", scale);
  atLeastZero("circlePairLoss", "margin", margin);
  return tf.tidy(() => {
    const { positive, negative, complete } = pairsOf(label);
    const rows = unit(embedding);
    const similarity = tf.matMul(rows, rows, false, true);
    const sum = (signed: tf.Tensor, allowed: tf.Tensor) =>
      tf.logSumExp(
        tf.add(tf.mul(tf.mul(signed, scale), allowed), outside(allowed)),
        1,
      );
    const own = sum(tf.neg(circlePull(similarity, margin)), positive);
    const others = sum(circlePush(similarity, margin), negative);
    const loss = tf.softplus(tf.add(own, others));
    return float(tf.mul(loss, complete), "batch");
  });
}

/**
 * {@linkcode circlePairLoss} of the embedding; it has no parameters.
 *
 * @param options Scale and margin.
 * @returns The criterion.
 *
 * @example No centres
 * ```ts
 * import { circlePair } from "@spherereid/kit/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(circlePair().centres, null);
 * ```
 */
export function circlePair(options: CirclePairOptions = {}): Criterion {
  return {
    name: "circlePair",
    centres: null,
    init: () => ({ params: {}, state: {} }),
    apply: (_params, state, { embedding }, label) => ({
      perSample: circlePairLoss(embedding, label, options),
      state,
    }),
  };
}
