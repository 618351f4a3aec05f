import type * as tf from "@tensorflow/tfjs";
import type { AdamUpdateAttrs, AdamUpdateTensors } from "./adam_update.ts";
import { allocateOnHost, onHost } from "./host_arrays.ts";
import type { KernelCall } from "./replace_kernel.ts";

/** `AdamUpdate` in one loop over the host's memory, for the cpu and wasm engines. */
export function adamUpdateHost(
  { inputs, attrs, backend }: KernelCall<AdamUpdateTensors, AdamUpdateAttrs>,
): tf.TensorInfo[] {
  const { beta1, beta2, epsilon, weightDecay } = attrs;
  const results = [0, 1, 2].map(() =>
    allocateOnHost(backend, inputs.param.shape)
  );
  const [param, first, second] = results.map((info) => onHost(backend, info));
  const values = (info: tf.TensorInfo) => onHost(backend, info);
  const oldParam = values(inputs.param);
  const gradient = values(inputs.gradient);
  const oldFirst = values(inputs.firstMoment);
  const oldSecond = values(inputs.secondMoment);
  const step = values(inputs.step)[0]!;
  const root = values(inputs.root)[0]!;
  const keep = inputs.keep ? values(inputs.keep)[0]! : 1;
  for (let i = 0; i < oldParam.length; i++) {
    const p = oldParam[i]!;
    const g = gradient[i]! + weightDecay * p;
    const m = beta1 * oldFirst[i]! + (1 - beta1) * g;
    const v = beta2 * oldSecond[i]! + (1 - beta2) * g * g;
    first![i] = m;
    second![i] = v;
    param![i] = p * keep - step * m / (Math.sqrt(v) / root + epsilon);
  }
  return results;
}
