import * as tf from "@tensorflow/tfjs";
import { adamUpdateComposed } from "./adam_update_composed.ts";
import { adamUpdateTensorflow } from "./adam_update_tensorflow.ts";
import { adamUpdateWebgpu } from "./adam_update_webgpu.ts";
import { checkShapes } from "./check_shapes.ts";
import type { EngineName } from "./engine_name.ts";
import { type Kernel, replaceKernel } from "./replace_kernel.ts";

/** The constants of {@linkcode adamUpdate}. */
export interface AdamUpdateOptions {
  /** β₁, the share of the mean gradient that is kept. @default {0.9} */
  readonly beta1?: number;
  /** β₂, the share of the mean squared gradient that is kept. @default {0.999} */
  readonly beta2?: number;
  /** ε, added to the corrected root. @default {1e-8} */
  readonly epsilon?: number;
  /** λ of the L2 penalty: λ times the parameter is added to the gradient. @default {0} */
  readonly weightDecay?: number;
}

/** What an Adam update takes: tensors of one shape, then scalars that change from step to step. */
export interface AdamUpdateInput<Param extends tf.Tensor = tf.Tensor> {
  /** p, the parameter. */
  readonly param: Param;
  /** g, its gradient. */
  readonly gradient: Param;
  /** m, the mean gradient so far. */
  readonly firstMoment: Param;
  /** v, the mean squared gradient so far. */
  readonly secondMoment: Param;
  /** rate / (1 − β₁ᵗ), a scalar. */
  readonly step: tf.Scalar;
  /** √(1 − β₂ᵗ), a scalar. */
  readonly root: tf.Scalar;
  /** 1 − rate · λ of the decoupled weight decay, a scalar the parameter is multiplied by first. @default {undefined} */
  readonly keep?: tf.Scalar;
}

/** The names of the tensors an `AdamUpdate` kernel receives; `keep` may be missing. */
export type AdamUpdateTensors = Exclude<keyof AdamUpdateInput, undefined>;

/** The kernel's attributes: all constants, none left out. */
export type AdamUpdateAttrs = Required<AdamUpdateOptions>;

/**
 * One update of Adam or AdamW, with torch's numbers, as new tensors.
 *
 * g += λ p (or p *= keep); m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²;
 * p −= step · m / (√v / root + ε)
 *
 * One op on tensorflow, three programs on webgpu, a dozen kernels elsewhere.
 *
 * @param input Parameter, gradient, both moments, and the step's scalars.
 * @param options The constants.
 * @returns The new parameter and the new moments.
 * @throws {RangeError} If the tensors' shapes differ.
 *
 * @example The first update moves by the rate
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { adamUpdate, registerKernels } from "@spherereid/kit/kernels";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await tf.setBackend("cpu");
 * registerKernels("cpu");
 * const rate = 0.1;
 * const { param } = adamUpdate({
 *   param: tf.tensor1d([1]),
 *   gradient: tf.tensor1d([300]),
 *   firstMoment: tf.zeros([1]),
 *   secondMoment: tf.zeros([1]),
 *   step: tf.scalar(rate / (1 - 0.9)),
 *   root: tf.scalar(Math.sqrt(1 - 0.999)),
 * });
 * assertAlmostEquals(param.dataSync()[0]!, 0.9, 1e-6);
 * ```
 */
export function adamUpdate<Param extends tf.Tensor>(
  input: AdamUpdateInput<Param>,
  options: AdamUpdateOptions = {},
): { param: Param; firstMoment: Param; secondMoment: Param } {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } =
    options;
  const { param, gradient, firstMoment, secondMoment, step, root, keep } =
    input;
  checkShapes({ param, gradient, firstMoment, secondMoment });
  const [moved, first, second] = tf.engine().runKernel("AdamUpdate", {
    param,
    gradient,
    firstMoment,
    secondMoment,
    step,
    root,
    ...(keep && { keep }),
  }, { beta1, beta2, epsilon, weightDecay }) as tf.Tensor[];
  return {
    param: moved as Param,
    firstMoment: first as Param,
    secondMoment: second as Param,
  };
}

/**
 * Registers `AdamUpdate`.
 *
 * @param engine The engine.
 */
export function registerAdamUpdate(engine: EngineName): void {
  const kernels: Record<
    EngineName,
    Kernel<AdamUpdateTensors, AdamUpdateAttrs>
  > = {
    tensorflow: adamUpdateTensorflow,
    webgpu: adamUpdateWebgpu,
    wasm: adamUpdateComposed(engine),
    cpu: adamUpdateComposed(engine),
  };
  replaceKernel("AdamUpdate", engine, () => kernels[engine]);
}
