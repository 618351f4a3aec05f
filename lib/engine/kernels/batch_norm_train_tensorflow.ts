import * as tf from "@tensorflow/tfjs";
import type { BatchNormTrainAttrs } from "./batch_norm_train.ts";
import {
  boolAttribute,
  FLOAT,
  type RawAttribute,
  rawOp,
  realAttribute,
  textAttribute,
  typeAttribute,
} from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";

/**
 * Registers batch normalisation in training on tensorflow: `FusedBatchNormV3`
 * and `FusedBatchNormGradV3`, one op each way.
 *
 * With the averaging factor 1 the op's own running variance is the batch's
 * unbiased one. What is kept for the gradient are the op's reserve spaces.
 */
export function registerBatchNormTrainTensorflow(): void {
  replaceKernel<"x" | "gamma" | "beta", BatchNormTrainAttrs>(
    "BatchNormTrain",
    "tensorflow",
    () => ({ inputs: { x, gamma, beta }, attrs, backend }) => {
      const none = tf.tensor1d([]);
      const outputs = rawOp(
        backend,
        "FusedBatchNormV3",
        [...attributes(attrs), realAttribute("exponential_avg_factor", 1)],
        [x, gamma, beta, none, none],
        6,
      );
      none.dispose();
      return outputs;
    },
  );
  replaceKernel<
    "dy" | "x" | "gamma" | "kept1" | "kept2" | "kept3",
    BatchNormTrainAttrs
  >(
    "BatchNormTrainGrad",
    "tensorflow",
    () => ({ inputs, attrs, backend }) => {
      const { dy, x, gamma, kept1, kept2, kept3 } = inputs;
      const [dx, dgamma, dbeta, ...rest] = rawOp(
        backend,
        "FusedBatchNormGradV3",
        attributes(attrs),
        [dy, x, gamma, kept1, kept2, kept3],
        5,
      );
      tf.dispose(rest);
      return [dx!, dgamma!, dbeta!];
    },
  );
}

function attributes({ epsilon }: BatchNormTrainAttrs): RawAttribute[] {
  return [
    typeAttribute("T", FLOAT),
    typeAttribute("U", FLOAT),
    realAttribute("epsilon", epsilon),
    textAttribute("data_format", "NHWC"),
    boolAttribute("is_training", true),
  ];
}
