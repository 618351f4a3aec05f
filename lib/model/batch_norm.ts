import * as tf from "@tensorflow/tfjs";
import { batchNormTrain } from "../engine/kernels/mod.ts";
import { filledWith } from "./fill.ts";
import { type Entry, type Layer, layer, take } from "./layer.ts";

/** Options of {@linkcode batchNorm}. */
export interface BatchNormOptions {
  /** Size of the last axis. */
  readonly features: number;
  /** Added to the variance, ε. @default {1e-5} */
  readonly epsilon?: number;
  /** Part of the batch's statistics in the new running ones. @default {0.1} */
  readonly momentum?: number;
  /** What every weight γ starts at. @default {1} */
  readonly weight?: number;
  /** Whether the bias β is learnt; else it is state and stays 0. @default {true} */
  readonly shift?: boolean;
}

/**
 * Batch normalisation over all axes but the last:
 * y = (x − mean) / sqrt(variance + ε) · weight + bias.
 *
 * Training takes mean and (biased) variance of the batch and moves the
 * running ones, running ← (1 − momentum) · running + momentum · batch, where
 * the batch's variance is the unbiased one, n / (n − 1), as torch's.
 * Evaluation takes the running ones. First values: weight 1, bias 0, running
 * mean 0, running variance 1. Paper: arXiv 1502.03167.
 *
 * @param name The full name, before ".weight", ".bias", ".running_mean" and ".running_var".
 * @param options Features, epsilon and momentum.
 * @returns The layer, for rows (rank 2) or maps (rank 4).
 *
 * @example Evaluation with first values changes nothing
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { batchNorm } from "@spherereid/kit/model";
 * import { type Float, float } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const bn = batchNorm<Float<"batch feature">>("bn", { features: 1 });
 * const { output } = bn.apply(
 *   { "bn.weight": tf.ones([1]), "bn.bias": tf.zeros([1]) },
 *   { "bn.running_mean": tf.zeros([1]), "bn.running_var": tf.ones([1]) },
 *   float(tf.tensor2d([[3], [5]]), "batch feature"),
 *   { train: false },
 * );
 * assertAlmostEquals(output.dataSync()[1]!, 5, 1e-3);
 * ```
 */
export function batchNorm<Rows extends tf.Tensor>(
  name: string,
  options: BatchNormOptions,
): Layer<Rows, Rows> {
  const { features, epsilon = 1e-5, momentum = 0.1 } = options;
  const { weight: start = 1, shift = true } = options;
  const weight = `${name}.weight`, bias = `${name}.bias`;
  const mean = `${name}.running_mean`, variance = `${name}.running_var`;
  const offsets = { [bias]: full(features, 0) };
  return layer<Rows, Rows>(
    { [weight]: full(features, start), ...(shift ? offsets : {}) },
    {
      ...(shift ? {} : offsets),
      [mean]: full(features, 0),
      [variance]: full(features, 1),
    },
    (params, state, input, mode) => {
      const scale = take(params, weight) as tf.Tensor1D;
      const offset = take(shift ? params : state, bias) as tf.Tensor1D;
      const kept = shift ? {} : { [bias]: offset };
      const runningMean = take(state, mean) as tf.Tensor1D;
      const runningVariance = take(state, variance) as tf.Tensor1D;
      if (!mode.train) {
        return {
          output: tf.batchNorm(
            input,
            runningMean,
            runningVariance,
            offset,
            scale,
            epsilon,
          ) as Rows,
          state: { ...kept, [mean]: runningMean, [variance]: runningVariance },
        };
      }
      const batch = batchNormTrain(
        input as unknown as tf.Tensor4D,
        scale,
        offset,
        epsilon,
      );
      return {
        output: batch.y as tf.Tensor as Rows,
        state: {
          ...kept,
          [mean]: moved(runningMean, batch.mean, momentum),
          [variance]: moved(runningVariance, batch.variance, momentum),
        },
      };
    },
  );
}

function full(features: number, value: number): Entry {
  return { shape: [features], layout: "plain", fill: filledWith(value) };
}

function moved(
  running: tf.Tensor,
  batch: tf.Tensor,
  momentum: number,
): tf.Tensor {
  return tf.add(tf.mul(running, 1 - momentum), tf.mul(batch, momentum));
}
