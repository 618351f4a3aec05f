import type * as tf from "@tensorflow/tfjs";
import type { AdamUpdateAttrs, AdamUpdateTensors } from "./adam_update.ts";
import type { KernelCall } from "./replace_kernel.ts";
import { runFlatProgram } from "./webgpu_program.ts";

/** `AdamUpdate` in three programs, since one has one result. */
export function adamUpdateWebgpu(
  { inputs, attrs, backend }: KernelCall<AdamUpdateTensors, AdamUpdateAttrs>,
): tf.TensorInfo[] {
  const { param, gradient, firstMoment, secondMoment, step, root, keep } =
    inputs;
  const { beta1, beta2, epsilon, weightDecay } = attrs;
  const shape = param.shape;
  const slope = "let g = gradient[index] + uniforms.decay * param[index];";
  const m = runFlatProgram(backend, {
    name: "kit_adam_first",
    inputs: { param, gradient, old: firstMoment },
    shape,
    reals: { beta: beta1, rest: 1 - beta1, decay: weightDecay },
    text: `${slope} value = uniforms.beta * old[index] + uniforms.rest * g;`,
  });
  const v = runFlatProgram(backend, {
    name: "kit_adam_second",
    inputs: { param, gradient, old: secondMoment },
    shape,
    reals: { beta: beta2, rest: 1 - beta2, decay: weightDecay },
    text:
      `${slope} value = uniforms.beta * old[index] + uniforms.rest * g * g;`,
  });
  const moved = runFlatProgram(backend, {
    name: keep ? "kit_adam_param_keep" : "kit_adam_param",
    inputs: { param, m, v, step, root, ...(keep && { keep }) },
    shape,
    reals: { epsilon },
    text: `value = param[index]${keep ? " * keep[0]" : ""}
      - step[0] * m[index] / (sqrt(v[index]) / root[0] + uniforms.epsilon);`,
  });
  return [moved, m, v];
}
