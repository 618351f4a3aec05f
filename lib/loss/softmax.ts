import * as tf from "@tensorflow/tfjs";
import {
  bind,
  type Float,
  float,
  type HostTensor,
  type Int,
} from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
import { parameter, weights } from "./parameter.ts";

/** Options of {@linkcode softmaxLoss}. */
export interface SoftmaxLossOptions extends CrossEntropyOptions {
  /** Bias b, one number a class; without it, b = 0. @default {undefined} */
  readonly bias?: Float<"class">;
}

/**
 * The softmax loss: a linear classifier and cross-entropy.
 *
 * ```math
 * L_i = -\log \frac{e^{W_{y_i} \cdot x_i + b_{y_i}}}{\sum_j e^{W_j \cdot x_i + b_j}}
 * ```
 *
 * z_ij = W_j · x_i + b_j, L_i = −log softmax(z_i) at y_i.
 *
 * Paper: the baseline that arXiv 1801.07698v3 writes as eq. (1), by a reader's
 * transcription. Symbols: x = embedding, W = weight, b = options.bias, y = label.
 * Departs: the value of each sample, not their mean.
 *
 * @param embedding Rows x.
 * @param weight Rows W, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Bias and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or smoothing is out of range.
 *
 * @example Two classes, logits 1 and 0
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { softmaxLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[1, 0]]), "batch embed");
 * const weight = float(tf.tensor2d([[1, 0], [0, 1]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * const loss = softmaxLoss(embedding, weight, label).dataSync()[0]!;
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(-1)), 1e-6);
 * ```
 */
export function softmaxLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: SoftmaxLossOptions = {},
): Float<"batch"> {
  const { bias, ...smoothing } = options;
  bind("softmaxLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
    ...(bias ? { bias: [bias, "class"] as const } : {}),
  });
  return tf.tidy(() => {
    const product = tf.matMul(
      embedding as tf.Tensor2D,
      weight as tf.Tensor2D,
      false,
      true,
    );
    const logits = bias ? tf.add(product, bias) : product;
    return crossEntropy(float(logits, "batch class"), label, smoothing);
  });
}

/** Options of {@linkcode softmax}. */
export interface SoftmaxOptions extends CrossEntropyOptions {
  /** Whether there is a learnt bias. @default {true} */
  readonly bias?: boolean;
  /** Standard deviation of the first weights; small, so that the first loss is near log C. @default {0.001} */
  readonly deviation?: number;
}

/**
 * {@linkcode softmaxLoss} with its parameters: "loss.weight" [class, embed],
 * first normal around 0, and "loss.bias" [class], first 0.
 *
 * @param options Bias, first deviation and label smoothing.
 * @returns The criterion.
 *
 * @example Its parameters
 * ```ts
 * import { softmax } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = softmax().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * assertEquals(params["loss.bias"]?.shape, [3]);
 * ```
 */
export function softmax(options: SoftmaxOptions = {}): Criterion {
  const { bias = true, deviation = 0.001, ...smoothing } = options;
  return {
    name: "softmax",
    centres: "loss.weight",
    init: (random, { classes, embed }) => {
      const zeros: HostTensor = {
        shape: [classes],
        values: new Float32Array(classes),
      };
      return {
        params: {
          "loss.weight": weights(random, [classes, embed], deviation),
          ...(bias ? { "loss.bias": zeros } : {}),
        },
        state: {},
      };
    },
    apply: (params, state, { embedding }, label) => ({
      perSample: softmaxLoss(
        embedding,
        parameter(params, "loss.weight", "class embed"),
        label,
        {
          ...smoothing,
          bias: bias ? parameter(params, "loss.bias", "class") : undefined,
        },
      ),
      state,
    }),
  };
}
