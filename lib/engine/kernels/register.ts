import { registerAdamUpdate } from "./adam_update.ts";
import { registerAddNWebgpu } from "./add_n_webgpu.ts";
import { registerAveragePool } from "./average_pool.ts";
import { registerBatchNormTrain } from "./batch_norm_train.ts";
import { registerBatchNormWasm } from "./batch_norm_wasm.ts";
import { registerConvolutionFilter } from "./convolution_filter_webgpu.ts";
import { registerConvolutionTensorflow } from "./convolution_tensorflow.ts";
import { registerConvolutionWasm } from "./convolution_wasm.ts";
import type { EngineName } from "./engine_name.ts";
import { registerFusedConvolutionTensorflow } from "./fused_convolution_tensorflow.ts";
import { registerGatherTensorflow } from "./gather_tensorflow.ts";
import { registerMatrixProductWasm } from "./matrix_product_wasm.ts";
import { registerMaxPoolGradWasm } from "./max_pool_grad_wasm.ts";
import { registerMaxPoolGradWebgpu } from "./max_pool_grad_webgpu.ts";
import { registerMomentumUpdate } from "./momentum_update.ts";
import { registerPoolingTensorflow } from "./pooling_tensorflow.ts";
import { registerReluGrad } from "./relu_grad.ts";
import { registerStatelessUniform } from "./stateless_uniform.ts";
import { registerSumOfSquares } from "./sum_of_squares.ts";
import { registerTogether } from "./together.ts";
import { registerUnsortedSegmentSumWasm } from "./unsorted_segment_sum_wasm.ts";

const registered = new Set<EngineName>();

/**
 * Registers the kit's kernels for one engine, and the gradients that use them.
 *
 * Call it after the engine's own package was imported, since a kernel that is
 * registered later wins. A second call does nothing.
 *
 * @param engine The engine, under the name of its tfjs backend.
 *
 * @example Kernels of the reference engine
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { registerKernels } from "@spherereid/kit/kernels";
 * import { assert } from "@std/assert";
 *
 * registerKernels("cpu");
 * assert(tf.getKernel("BatchNormTrain", "cpu"));
 * ```
 */
export function registerKernels(engine: EngineName): void {
  if (registered.has(engine)) return;
  registered.add(engine);
  if (engine === "tensorflow") {
    registerConvolutionTensorflow();
    registerFusedConvolutionTensorflow();
    registerGatherTensorflow();
    registerPoolingTensorflow();
    registerTogether();
  } else if (engine === "wasm") {
    registerBatchNormWasm();
    registerConvolutionWasm();
    registerMatrixProductWasm();
    registerMaxPoolGradWasm();
    registerUnsortedSegmentSumWasm();
  } else if (engine === "webgpu") {
    registerAddNWebgpu();
    registerConvolutionFilter(engine);
    registerMaxPoolGradWebgpu();
  }
  registerAdamUpdate(engine);
  registerAveragePool(engine);
  registerBatchNormTrain(engine);
  registerMomentumUpdate(engine);
  registerReluGrad(engine);
  registerStatelessUniform(engine);
  registerSumOfSquares(engine);
}
