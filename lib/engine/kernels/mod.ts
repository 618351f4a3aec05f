/**
 * Kernels that TensorFlow.js lacks or does badly, one file each, one
 * registration per engine.
 *
 * @module
 */
export * from "./engine_name.ts";
export * from "./register.ts";
