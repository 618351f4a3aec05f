import * as tf from "@tensorflow/tfjs";
import { registerBatchNormTrainComposed } from "./batch_norm_train_composed.ts";
import { registerBatchNormTrainTensorflow } from "./batch_norm_train_tensorflow.ts";
import type { EngineName } from "./engine_name.ts";

/** The attributes of `BatchNormTrain` and `BatchNormTrainGrad`. */
export interface BatchNormTrainAttrs {
  /** Added to the variance under the root, as torch does. */
  readonly epsilon: number;
}

/** What {@linkcode batchNormTrain} gives. */
export interface BatchNormTrainResult<Input extends tf.Tensor> {
  /** γ (x − mean) / sqrt(biased variance + ε) + β, the shape of x. */
  readonly y: Input;
  /** The batch's mean of each channel; carries no gradient. */
  readonly mean: tf.Tensor1D;
  /** The batch's unbiased variance of each channel, n/(n−1) times the biased one; carries no gradient. */
  readonly variance: tf.Tensor1D;
}

/**
 * Batch normalisation in training, with the statistics a running average wants.
 *
 * y = γ (x − mean) / sqrt(variance + ε) + β with the biased variance of the
 * batch (Ioffe and Szegedy 2015, algorithm 1). The variance returned is the
 * unbiased one, as torch's running variance. One value a channel (n = 1) gives
 * y = β and variance 0, where torch refuses. On tensorflow one op forward and
 * one back.
 *
 * @param x `[batch, row, column, channel]` or `[batch, channel]`.
 * @param gamma γ, the scale, `[channel]`.
 * @param beta β, the offset, `[channel]`.
 * @param epsilon ε, added to the variance under the root.
 * @returns y, mean and unbiased variance.
 * @throws {TypeError} If x has neither 2 nor 4 axes, or γ or β another size than the channels.
 *
 * @example Two values a channel
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { batchNormTrain, registerKernels } from "@spherereid/kit/kernels";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await tf.setBackend("cpu");
 * registerKernels("cpu");
 * const x = tf.tensor2d([[1], [3]]);
 * const { y, mean, variance } = batchNormTrain(x, tf.ones([1]), tf.zeros([1]), 0);
 * assertAlmostEquals(y.dataSync()[1]!, 1, 1e-6);
 * assertAlmostEquals(mean.dataSync()[0]!, 2, 1e-6);
 * assertAlmostEquals(variance.dataSync()[0]!, 2, 1e-6); // unbiased; the biased one is 1
 * ```
 */
export function batchNormTrain<Input extends tf.Tensor2D | tf.Tensor4D>(
  x: Input,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): BatchNormTrainResult<Input> {
  const channels = x.shape[x.rank - 1];
  if (x.rank !== 2 && x.rank !== 4) {
    throw new TypeError(
      `Cannot normalise a batch as x must be [batch, row, column, channel] or [batch, channel]: current shape is [${
        (x as tf.Tensor).shape
      }]`,
    );
  }
  for (const [name, tensor] of Object.entries({ gamma, beta })) {
    if (tensor.rank !== 1 || tensor.shape[0] !== channels) {
      throw new TypeError(
        `Cannot normalise a batch as ${name} must have one value for each of ${channels} channels: current shape is [${tensor.shape}]`,
      );
    }
  }
  const [y, mean, variance] = tf.tidy(() => {
    const picture = x.rank === 4
      ? x as tf.Tensor4D
      : tf.reshape(x, [x.shape[0], 1, 1, channels!]) as tf.Tensor4D;
    const outputs = tf.engine().runKernel(
      "BatchNormTrain",
      { x: picture, gamma, beta },
      { epsilon },
    ) as tf.Tensor[];
    return [
      x.rank === 4 ? outputs[0]! : tf.reshape(outputs[0]!, x.shape),
      outputs[1]!,
      outputs[2]!,
    ];
  });
  return {
    y: y as Input,
    mean: mean as tf.Tensor1D,
    variance: variance as tf.Tensor1D,
  };
}

/**
 * Registers `BatchNormTrain`, `BatchNormTrainGrad` and the gradient that joins them.
 *
 * Outputs: y, mean, unbiased variance, then three tensors kept for the gradient
 * alone, whose meaning is the engine's.
 *
 * @param engine The engine.
 */
export function registerBatchNormTrain(engine: EngineName): void {
  if (engine === "tensorflow") registerBatchNormTrainTensorflow();
  else registerBatchNormTrainComposed(engine);
  tf.registerGradient({
    kernelName: "BatchNormTrain",
    inputsToSave: ["x", "gamma"],
    outputsToSave: [false, false, false, true, true, true],
    gradFunc: (dys, saved, attrs) => {
      const [x, gamma, kept1, kept2, kept3] = saved as tf.Tensor[];
      // Run here and not in the thunks: the tidy around each would dispose the other two.
      const [dx, dgamma, dbeta] = tf.engine().runKernel("BatchNormTrainGrad", {
        dy: (dys as tf.Tensor[])[0]!,
        x: x!,
        gamma: gamma!,
        kept1: kept1!,
        kept2: kept2!,
        kept3: kept3!,
      }, attrs) as tf.Tensor[];
      return { x: () => dx!, gamma: () => dgamma!, beta: () => dbeta! };
    },
  });
}
