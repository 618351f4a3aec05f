import * as tf from "@tensorflow/tfjs";
import type { AdamUpdateAttrs, AdamUpdateTensors } from "./adam_update.ts";
import { decayed } from "./decay_tensorflow.ts";
import { boolAttribute, FLOAT, rawOp, typeAttribute } from "./raw_op.ts";
import type { KernelCall } from "./replace_kernel.ts";
import { throughVariables } from "./variable_ops.ts";

/**
 * `AdamUpdate` by `ResourceApplyAdam`: one pass, half the time of a chain of ops.
 *
 * The op computes p −= rate √(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε̂). With both of its
 * powers 0, rate = step · root and ε̂ = ε · root it is torch's update.
 */
export function adamUpdateTensorflow(
  { inputs, attrs, backend }: KernelCall<AdamUpdateTensors, AdamUpdateAttrs>,
): tf.TensorInfo[] {
  const { beta1, beta2, epsilon, weightDecay } = attrs;
  return tf.tidy(() => {
    const type = [typeAttribute("T", FLOAT)];
    const op = (name: string, a: tf.TensorInfo, b: tf.TensorInfo) =>
      rawOp(backend, name, type, [a, b])[0]!;
    const { step, root } = inputs;
    const { param, gradient } = decayed(backend, inputs, weightDecay);
    const none = tf.scalar(0);
    const rate = op("Mul", step, root);
    const floor = op("Mul", root, tf.scalar(epsilon));
    const betas = [tf.scalar(beta1), tf.scalar(beta2)];
    return throughVariables(
      backend,
      [param, inputs.firstMoment, inputs.secondMoment],
      (variables) =>
        rawOp(
          backend,
          "ResourceApplyAdam",
          [
            ...type,
            boolAttribute("use_locking", false),
            boolAttribute("use_nesterov", false),
          ],
          [...variables, none, none, rate, ...betas, floor, gradient],
          0,
        ),
    );
  });
}
