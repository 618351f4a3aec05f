import * as tf from "@tensorflow/tfjs";
import type { EngineOptions, Started } from "./engine.ts";

/** tfjs's WebGPU backend on Deno's own WebGPU. */
export async function startWebgpu(
  _options: EngineOptions,
  auto: boolean,
): Promise<Started> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) {
    throw new Error(
      "Cannot start webgpu as there must be a graphics adapter with its Vulkan driver: install the driver, or choose another engine",
    );
  }
  const { vendor, architecture, device, description, isFallbackAdapter } =
    adapter.info;
  const named = [vendor, architecture, device, description].filter(Boolean)
    .join(" ");
  if (
    auto && (isFallbackAdapter || /llvmpipe|swiftshader|lavapipe/i.test(named))
  ) {
    throw new Error(
      `Cannot start webgpu as auto wants a graphics card and the only adapter is software (${named}): ask for webgpu by name to use it`,
    );
  }
  await import("@tensorflow/tfjs-backend-webgpu");
  return {
    version: tf.version.tfjs,
    why: `webgpu found the adapter ${named}`,
    details: { adapter: named },
  };
}
