/**
 * Kernels that TensorFlow.js lacks or does badly, one file each, one
 * registration per engine.
 *
 * @module
 */
export * from "./adam_update.ts";
export * from "./batch_norm_train.ts";
export * from "./compose.ts";
export * from "./engine_name.ts";
export * from "./momentum_update.ts";
export * from "./register.ts";
export * from "./stateless_uniform.ts";
export * from "./sum_of_squares.ts";
