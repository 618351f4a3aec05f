import * as tf from "@tensorflow/tfjs";
import nodeUtil from "node:util";
import { registerRecorder } from "../recording.ts";
import { createBinding } from "./binding.ts";
import type { Threads } from "./config_proto.ts";
import { type Context, openContext } from "./context.ts";
import { quietly } from "./quietly.ts";
import { type NativeBackend, record } from "./record.ts";
import { openApi } from "./symbols.ts";

/** What runs once the engine is up. */
export interface Native {
  readonly version: string;
  readonly context: Context;
  readonly path: string;
}

let native: Promise<Native> | undefined;

/**
 * Opens a libtensorflow and registers it as tfjs's backend "tensorflow". A
 * process has one: the first that opens stays, with its threads and its log.
 *
 * @param path The `.so` file.
 * @param threads How many threads it may use.
 * @param verbose Whether TensorFlow's own log may write to stderr.
 * @returns What was opened.
 * @throws {TypeError} If the file is no libtensorflow.
 * @throws {Error} If the process has opened another.
 */
export async function registerTensorflow(
  path: string,
  threads: Threads,
  verbose: boolean,
): Promise<Native> {
  native ??= open(path, threads, verbose);
  let opened: Native;
  try {
    opened = await native;
  } catch (error) {
    native = undefined;
    throw error;
  }
  if (opened.path !== path) {
    throw new Error(
      `Cannot open ${
        JSON.stringify(path)
      } as a process must keep to one libtensorflow and this one has opened ${
        JSON.stringify(opened.path)
      }: start another process`,
    );
  }
  return opened;
}

async function open(
  path: string,
  threads: Threads,
  verbose: boolean,
): Promise<Native> {
  setBeforeLoading("TF_ENABLE_ONEDNN_OPTS", "1");
  if (!verbose) setBeforeLoading("TF_CPP_MIN_LOG_LEVEL", "3");
  const load = () => {
    const api = openApi(path);
    return { api, context: openContext(api, threads) };
  };
  const { api, context } = verbose ? load() : quietly(load);
  const binding = createBinding(api, context);
  const { NodeJSKernelBackend } = await loadKernels();
  type Addon = ConstructorParameters<typeof NodeJSKernelBackend>[0];
  const backend = new NodeJSKernelBackend(
    binding as unknown as Addon,
    "@tensorflow/tfjs-node-gpu",
  );
  tf.registerBackend("tensorflow", () => backend, 3);
  registerRecorder(
    "tensorflow",
    (inputs, step, rewriting) =>
      record(backend as unknown as NativeBackend, inputs, step, rewriting),
  );
  return { version: binding.TF_Version, context, path };
}

/**
 * Sets what TensorFlow reads once, when it is loaded; the user's own word stands.
 *
 * It leaves oneDNN off by itself on processors without AVX-512, where its own
 * gradients of convolutions take up to 200 times as long.
 */
function setBeforeLoading(variable: string, value: string): void {
  if (Deno.env.get(variable) === undefined) Deno.env.set(variable, value);
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
