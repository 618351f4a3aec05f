/**
 * Where the arithmetic runs: one of four engines under tfjs.
 *
 * `tensorflow` is TensorFlow's own library through Deno's foreign functions,
 * with the kernels of tfjs-node-gpu and without its addon; `webgpu`, `wasm` and
 * `cpu` are tfjs's backends of these names.
 *
 * @module
 */
export * from "./engine.ts";
export * from "./tensorflow/cache.ts";
export * from "./tensorflow/library.ts";
export * from "./tensorflow/install.ts";
