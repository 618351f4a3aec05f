import type { Started } from "./engine.ts";

/** tfjs's WebAssembly backend, with the binaries of its package. */
export async function startWasm(): Promise<Started> {
  const name = "@tensorflow/tfjs-backend-wasm";
  const { setWasmPaths, version_wasm } = await import(
    "@tensorflow/tfjs-backend-wasm"
  );
  const folder = new URL("./", import.meta.resolve(name)).pathname;
  setWasmPaths(decodeURIComponent(folder));
  return {
    version: version_wasm,
    ground: "it needs nothing",
    details: {},
  };
}
