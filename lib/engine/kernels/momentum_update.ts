import * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import { checkShapes } from "./check_shapes.ts";
import type { EngineName } from "./engine_name.ts";
import { momentumUpdateTensorflow } from "./momentum_update_tensorflow.ts";
import {
  type Kernel,
  type KernelCall,
  replaceKernel,
} from "./replace_kernel.ts";
import { runFlatProgram } from "./webgpu_program.ts";

/** The constants of {@linkcode momentumUpdate}. */
export interface MomentumUpdateOptions {
  /** μ, the share of the velocity that is kept. @default {0.9} */
  readonly momentum?: number;
  /** Whether the step looks ahead (Nesterov). @default {false} */
  readonly nesterov?: boolean;
  /** λ of the L2 penalty: λ times the parameter is added to the gradient. @default {0} */
  readonly weightDecay?: number;
}

/** What a momentum update takes: tensors of one shape, and scalars that change from step to step. */
export interface MomentumUpdateInput<Param extends tf.Tensor = tf.Tensor> {
  /** p, the parameter. */
  readonly param: Param;
  /** g, its gradient. */
  readonly gradient: Param;
  /** u, the velocity so far. */
  readonly velocity: Param;
  /** The learning rate, a scalar. */
  readonly rate: tf.Scalar;
  /** 1 − rate · λ of the decoupled weight decay, a scalar the parameter is multiplied by first. @default {undefined} */
  readonly keep?: tf.Scalar;
}

/** The names of the tensors a `MomentumUpdate` kernel receives; `keep` may be missing. */
export type MomentumTensors = Exclude<keyof MomentumUpdateInput, undefined>;

/** The kernel's attributes: all constants, none left out. */
export type MomentumUpdateAttrs = Required<MomentumUpdateOptions>;

/**
 * One update of SGD with momentum, with torch's numbers (dampening 0), as new tensors.
 *
 * g += λ p (or p *= keep); u = μ u + g; p −= rate · u, with Nesterov rate · (g + μ u)
 *
 * @param input Parameter, gradient, velocity, and the step's scalars.
 * @param options The constants.
 * @returns The new parameter and the new velocity.
 * @throws {RangeError} If the tensors' shapes differ.
 *
 * @example Two updates gather speed
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { momentumUpdate, registerKernels } from "@spherereid/kit/kernels";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await tf.setBackend("cpu");
 * registerKernels("cpu");
 * const gradient = tf.tensor1d([1]);
 * const rate = tf.scalar(0.1);
 * const first = momentumUpdate({ param: tf.zeros([1]), gradient, velocity: tf.zeros([1]), rate });
 * const second = momentumUpdate({ ...first, gradient, rate });
 * assertAlmostEquals(second.param.dataSync()[0]!, -0.1 - 0.19, 1e-6);
 * ```
 */
export function momentumUpdate<Param extends tf.Tensor>(
  input: MomentumUpdateInput<Param>,
  options: MomentumUpdateOptions = {},
): { param: Param; velocity: Param } {
  const { momentum = 0.9, nesterov = false, weightDecay = 0 } = options;
  const { param, gradient, velocity, rate, keep } = input;
  checkShapes({ param, gradient, velocity });
  const [moved, faster] = tf.engine().runKernel("MomentumUpdate", {
    param,
    gradient,
    velocity,
    rate,
    ...(keep && { keep }),
  }, { momentum, nesterov, weightDecay }) as tf.Tensor[];
  return { param: moved as Param, velocity: faster as Param };
}

/**
 * Registers `MomentumUpdate`: one op on tensorflow, two programs on webgpu, four
 * kernels elsewhere.
 *
 * @param engine The engine.
 */
export function registerMomentumUpdate(engine: EngineName): void {
  const kernels: Record<
    EngineName,
    Kernel<MomentumTensors, MomentumUpdateAttrs>
  > = {
    tensorflow: momentumUpdateTensorflow,
    webgpu: onWebgpu,
    wasm: composed(engine),
    cpu: composed(engine),
  };
  replaceKernel("MomentumUpdate", engine, () => kernels[engine]);
}

function onWebgpu(
  { inputs, attrs, backend }: KernelCall<MomentumTensors, MomentumUpdateAttrs>,
): tf.TensorInfo[] {
  const { param, gradient, velocity, rate, keep } = inputs;
  const { momentum, nesterov, weightDecay } = attrs;
  const faster = runFlatProgram(backend, {
    name: "kit_momentum_velocity",
    inputs: { param, gradient, velocity },
    shape: param.shape,
    reals: { momentum, decay: weightDecay },
    text: `value = uniforms.momentum * velocity[index]
      + gradient[index] + uniforms.decay * param[index];`,
  });
  // An input that the text does not read is an error in WebGPU.
  const moved = runFlatProgram(backend, {
    name: `kit_momentum_param_${nesterov}_${keep !== undefined}`,
    inputs: {
      param,
      faster,
      rate,
      ...(nesterov && { gradient }),
      ...(keep && { keep }),
    },
    shape: param.shape,
    reals: { momentum, decay: weightDecay },
    text: `value = param[index]${keep ? " * keep[0]" : ""} - rate[0] * (${
      nesterov
        ? "gradient[index] + uniforms.decay * param[index] + uniforms.momentum * faster[index]"
        : "faster[index]"
    });`,
  });
  return [moved, faster];
}

function composed(
  engine: EngineName,
): Kernel<MomentumTensors, MomentumUpdateAttrs> {
  return ({ inputs, attrs, backend }) =>
    compose(engine, backend, (run) => {
      const { momentum, nesterov, weightDecay } = attrs;
      const number = (value: number) =>
        run("Fill", {}, { shape: [], value, dtype: "float32" });
      const add = (a: tf.TensorInfo, b: tf.TensorInfo) => run("Add", { a, b });
      const mul = (a: tf.TensorInfo, b: tf.TensorInfo) =>
        run("Multiply", { a, b });
      const gradient = weightDecay === 0
        ? inputs.gradient
        : add(inputs.gradient, mul(inputs.param, number(weightDecay)));
      const param = inputs.keep ? mul(inputs.param, inputs.keep) : inputs.param;
      const faster = add(mul(inputs.velocity, number(momentum)), gradient);
      const move = nesterov
        ? add(gradient, mul(faster, number(momentum)))
        : faster;
      return [run("Sub", { a: param, b: mul(move, inputs.rate) }), faster];
    });
}
