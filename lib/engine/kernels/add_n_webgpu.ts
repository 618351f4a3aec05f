import type * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import { replaceKernel } from "./replace_kernel.ts";

/**
 * Registers the sum of many tensors on webgpu, a few at a time.
 *
 * tfjs's own reads all in one program: more than the device's storage buffers,
 * eight by default, fail without a word and take the whole step with them.
 */
export function registerAddNWebgpu(): void {
  replaceKernel<string, unknown>(
    "AddN",
    "webgpu",
    (original) => ({ inputs, attrs, backend }) => {
      const tensors = Object.values(inputs);
      const most = inputsOfAProgram(backend);
      const add = (some: readonly tf.TensorInfo[]) =>
        original!({
          inputs: some as unknown as Record<string, tf.TensorInfo>,
          attrs,
          backend,
        }) as tf.TensorInfo;
      if (tensors.length <= most) return add(tensors);
      return compose("webgpu", backend, (run) => {
        let sum = run("AddN", tensors.slice(0, most));
        for (let i = most; i < tensors.length; i += most - 1) {
          sum = run("AddN", [sum, ...tensors.slice(i, i + most - 1)]);
        }
        return sum;
      });
    },
  );
}

/** One storage buffer is the result's. */
function inputsOfAProgram(backend: unknown): number {
  const { device } = backend as {
    device: { limits: { maxStorageBuffersPerShaderStage: number } };
  };
  return device.limits.maxStorageBuffersPerShaderStage - 1;
}
