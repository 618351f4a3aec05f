import * as tf from "@tensorflow/tfjs";
import { bind, type Float, float, type Int } from "../tensor/mod.ts";
import {
  batchHardTripletLoss,
  type BatchHardTripletOptions,
} from "./batch_hard_triplet.ts";
import type { Criterion } from "./criterion.ts";
import type { CrossEntropyOptions } from "./cross_entropy.ts";
import { parameter } from "./parameter.ts";
import { softmax, softmaxLoss, type SoftmaxLossOptions } from "./softmax.ts";

/** Options of {@linkcode softmaxTripletLoss}. */
export interface SoftmaxTripletLossOptions
  extends SoftmaxLossOptions, BatchHardTripletOptions {}

/**
 * Softmax and batch-hard triplet, summed: the softmax sees the embedding as it
 * leaves the neck, the triplet the pooled feature before it.
 *
 * ```math
 * L_i = L_i^{\text{softmax}}(x_i) + L_i^{\text{triplet}}(f_i)
 * ```
 *
 * L_i = {@linkcode softmaxLoss} of x_i + {@linkcode batchHardTripletLoss} of f_i,
 * weights 1 : 1.
 *
 * Paper: BoT, arXiv 1903.07071; equation number not read. Symbols: x =
 * embedding, after batch norm; f = pooled, before it; W = weight, y = label.
 * Departs: no centre loss is added; the value of each sample, not their mean.
 *
 * @param embedding Rows x.
 * @param pooled Rows f, the same samples.
 * @param weight Rows W, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Those of both losses.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example The two are added
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { softmaxTripletLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.zeros([3, 2]), "batch embed");
 * const pooled = float(tf.tensor2d([[0], [1], [-2]]), "batch feature");
 * const weight = float(tf.ones([2, 2]), "class embed");
 * const label = int(tf.tensor1d([0, 0, 1], "int32"), "batch");
 * const options = { margin: 1.5 };
 * const loss = softmaxTripletLoss(embedding, pooled, weight, label, options).dataSync();
 * assertAlmostEquals(loss[0]!, Math.LN2 + 0.5, 1e-6);
 * ```
 */
export function softmaxTripletLoss(
  embedding: Float<"batch embed">,
  pooled: Float<"batch feature">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: SoftmaxTripletLossOptions = {},
): Float<"batch"> {
  const { margin, squared, ...rest } = options;
  bind("softmaxTripletLoss", {
    embedding: [embedding, "batch embed"],
    pooled: [pooled, "batch feature"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  return tf.tidy(() => {
    const judged = softmaxLoss(embedding, weight, label, rest);
    const rows = float(pooled, "batch embed");
    const triplet = batchHardTripletLoss(rows, label, { margin, squared });
    return float(tf.add(judged as tf.Tensor, triplet as tf.Tensor), "batch");
  });
}

/** Options of {@linkcode softmaxTriplet}. */
export interface SoftmaxTripletOptions
  extends CrossEntropyOptions, BatchHardTripletOptions {
  /** Whether there is a learnt bias; BoT has none. @default {false} */
  readonly bias?: boolean;
  /** Standard deviation of the first weights. @default {0.001} */
  readonly deviation?: number;
}

/**
 * {@linkcode softmaxTripletLoss} with the parameters of {@linkcode softmax}:
 * "loss.weight" [class, embed] and, if asked for, "loss.bias" [class].
 *
 * @param options Bias, first deviation, label smoothing, margin, distance.
 * @returns The criterion.
 *
 * @example Its parameter
 * ```ts
 * import { softmaxTriplet } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = softmaxTriplet().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(Object.keys(params), ["loss.weight"]);
 * ```
 */
export function softmaxTriplet(options: SoftmaxTripletOptions = {}): Criterion {
  const { bias = false, deviation = 0.001, ...rest } = options;
  return {
    name: "softmaxTriplet",
    centres: "loss.weight",
    init: softmax({ bias, deviation }).init,
    apply: (params, state, { embedding, pooled }, label) => ({
      perSample: softmaxTripletLoss(
        embedding,
        pooled,
        parameter(params, "loss.weight", "class embed"),
        label,
        {
          ...rest,
          bias: bias ? parameter(params, "loss.bias", "class") : undefined,
        },
      ),
      state,
    }),
  };
}
