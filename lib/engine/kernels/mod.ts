/**
 * Kernels that TensorFlow.js lacks or does badly, one file each, one
 * registration per engine.
 *
 * @module
 */
export {
  adamUpdate,
  type AdamUpdateInput,
  type AdamUpdateOptions,
} from "./adam_update.ts";
export {
  batchNormTrain,
  type BatchNormTrainResult,
} from "./batch_norm_train.ts";
export * from "./compose.ts";
export * from "./engine_name.ts";
export {
  momentumUpdate,
  type MomentumUpdateInput,
  type MomentumUpdateOptions,
} from "./momentum_update.ts";
export * from "./register.ts";
export { statelessUniform } from "./stateless_uniform.ts";
export { sumOfSquares } from "./sum_of_squares.ts";
export { together } from "./together.ts";
