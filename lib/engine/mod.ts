/**
 * Where the arithmetic runs: one of four engines under tfjs.
 *
 * `tensorflow` is TensorFlow's own library through Deno's foreign functions,
 * with the kernels of tfjs-node-gpu and without its addon; `webgpu`, `wasm` and
 * `cpu` are tfjs's backends of these names.
 *
 * On `tensorflow`, {@linkcode compile} records whatever tfjs code asks for as a
 * function of TensorFlow's: `executeOp` then adds a node to a graph in place of
 * running an op, variables become inputs and outputs, and later calls are one.
 *
 * @module
 */
export * from "./compile.ts";
export {
  type EngineChoice,
  type EngineName,
  type EngineOptions,
  ENGINES,
  useEngine,
} from "./engine.ts";
export { cacheFolder, TENSORFLOW_VERSION } from "./tensorflow/cache.ts";
export {
  type Installed,
  type InstallOptions,
  type InstallProgress,
  installTensorflow,
  tensorflowInstalled,
} from "./tensorflow/install.ts";
export * from "./tensorflow/library.ts";
