import type { Started } from "./engine.ts";

/** tfjs's WebAssembly backend, with the binaries of its package. */
export async function startWasm(): Promise<Started> {
  const { setWasmPaths, version_wasm } = await import(
    "@tensorflow/tfjs-backend-wasm"
  );
  const main = import.meta.resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(new URL("./", main).href.replace(/^file:\/\//, ""));
  return { version: version_wasm, why: "wasm runs everywhere", details: {} };
}
