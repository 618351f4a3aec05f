import * as tf from "@tensorflow/tfjs";
import { explainSyncRead } from "./sync_read.ts";
import type { EngineOptions, Started } from "./engine.ts";

/** Adapters that draw with the processor: good for tests, slower than wasm. */
const SOFTWARE = /llvmpipe|lavapipe|swiftshader|softpipe|basic render/i;

/**
 * tfjs's WebGPU backend on Deno's own WebGPU.
 *
 * @param options Settings.
 * @param auto Whether it must be worth taking: then a software adapter is none.
 * @returns What runs.
 * @throws {Error} If there is no adapter.
 */
export async function startWebgpu(
  options: EngineOptions,
  auto: boolean,
): Promise<Started> {
  const adapter = await requestAdapter(options.verbose ?? false);
  if (!adapter) {
    throw new Error(
      "Cannot start webgpu as there must be a graphics adapter with its driver: install the driver (Vulkan on Linux) or choose another engine",
    );
  }
  const { description, vendor, device, isFallbackAdapter } = adapter.info;
  const name = description || `${vendor} ${device}`.trim();
  if (auto && (isFallbackAdapter || SOFTWARE.test(name))) {
    throw new Error(
      `Cannot start webgpu as it must have a graphics card and the only adapter is the software ${name}: ask for webgpu by name to use it`,
    );
  }
  await import("@tensorflow/tfjs-backend-webgpu");
  await tf.setBackend("webgpu");
  explainSyncRead();
  return {
    version: tf.version.tfjs,
    ground: `its adapter is ${name}`,
    details: { adapter: name },
  };
}

/** Mesa writes to stderr where the desktop's variable is missing: any folder will do. */
async function requestAdapter(verbose: boolean) {
  const variable = "XDG_RUNTIME_DIR";
  const lacking = !verbose && Deno.env.get(variable) === undefined;
  if (lacking) Deno.env.set(variable, Deno.env.get("TMPDIR") ?? "/tmp");
  return await navigator.gpu?.requestAdapter();
}
