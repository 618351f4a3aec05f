/**
 * Where the arithmetic runs: libtensorflow by FFI, the graphics card, WebAssembly, or
 * plain JavaScript, which is the reference the others are tested against.
 */
export type EngineName = "tensorflow" | "webgpu" | "wasm" | "cpu";
