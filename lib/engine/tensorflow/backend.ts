import * as tf from "@tensorflow/tfjs";
import nodeUtil from "node:util";
import { createBinding } from "./binding.ts";
import type { Threads } from "./config_proto.ts";
import { type Context, openContext } from "./context.ts";
import { type Api, openApi } from "./symbols.ts";

/** What runs once the engine is up. */
export interface Native {
  readonly version: string;
  readonly context: Context;
  readonly path: string;
}

let native: Native | undefined;

/**
 * Opens a libtensorflow and registers it as tfjs's backend "tensorflow". A
 * process has one: the first library stays.
 *
 * @param path The `.so` file.
 * @param threads How many threads it may use.
 * @param verbose Whether TensorFlow's own log may write to stderr.
 * @returns What was opened.
 */
export async function registerTensorflow(
  path: string,
  threads: Threads,
  verbose: boolean,
): Promise<Native> {
  if (native) return native;
  const api = openSilently(path, verbose);
  const context = openContext(api, threads);
  const binding = createBinding(api, context);
  const { NodeJSKernelBackend } = await loadKernels();
  tf.registerBackend(
    "tensorflow",
    () =>
      new NodeJSKernelBackend(
        binding as unknown as ConstructorParameters<
          typeof NodeJSKernelBackend
        >[0],
        "@tensorflow/tfjs-node-gpu",
      ),
    3,
  );
  native = { version: binding.TF_Version, context, path };
  return native;
}

/** TensorFlow reads the level of its log once, when it is loaded. */
function openSilently(path: string, verbose: boolean): Api {
  const level = "TF_CPP_MIN_LOG_LEVEL";
  if (!verbose && Deno.env.get(level) === undefined) Deno.env.set(level, "3");
  return openApi(path);
}

/** tfjs's native kernels, without the package's index: that one asks for its addon. */
async function loadKernels() {
  // The package was written for a Node that still had these.
  const shims = nodeUtil as unknown as Record<string, unknown>;
  shims.isNullOrUndefined ??= (value: unknown) =>
    value === null || value === undefined;
  shims.isArray ??= Array.isArray;
  await import("@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js");
  return await import(
    "@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js"
  );
}
