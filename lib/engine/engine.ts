import * as tf from "@tensorflow/tfjs";
import { type EngineName, registerKernels } from "./kernels/mod.ts";
import { silenceBanner } from "./silence.ts";
import { startCpu } from "./start_cpu.ts";
import { startTensorflow } from "./start_tensorflow.ts";
import { startWasm } from "./start_wasm.ts";
import { startWebgpu } from "./start_webgpu.ts";

export type { EngineName };

/** Settings of {@linkcode useEngine}. */
export interface EngineOptions {
  /** Whether TensorFlow's log and tfjs's greeting may be printed. @default {false} */
  readonly verbose?: boolean;
  /** A libtensorflow, or the folder that holds it, before any other place. @default {undefined} */
  readonly library?: string;
  /** Threads inside one op on the tensorflow engine; by default TensorFlow's choice; the first call counts. @default {undefined} */
  readonly intraOpThreads?: number;
  /** Ops at a time on the tensorflow engine; by default TensorFlow's choice; the first call counts. @default {undefined} */
  readonly interOpThreads?: number;
}

/** What was chosen. */
export interface EngineChoice {
  /** The engine that runs. */
  readonly name: EngineName;
  /** What was asked for. */
  readonly requested: EngineName | "auto";
  /** What was chosen and why the faster ones were not, in a sentence. */
  readonly why: string;
  /** The engine's version: TensorFlow's, or that of tfjs. */
  readonly version: string;
  /** What else there is to say: the library's path, the devices, the adapter. */
  readonly details: Readonly<Record<string, string>>;
}

/** What an engine tells of itself once it runs. */
export interface Started {
  readonly version: string;
  /** What it stands on, as a clause. */
  readonly ground: string;
  readonly details: Readonly<Record<string, string>>;
}

/** All engines, the fastest first. */
export const ENGINES: readonly EngineName[] = [
  "tensorflow",
  "webgpu",
  "wasm",
  "cpu",
];

const START: Readonly<
  Record<
    EngineName,
    (options: EngineOptions, auto: boolean) => Promise<Started>
  >
> = {
  tensorflow: startTensorflow,
  webgpu: startWebgpu,
  wasm: startWasm,
  cpu: startCpu,
};

/**
 * Chooses where the arithmetic runs and makes it tfjs's backend.
 *
 * "auto" takes the fastest that works: tensorflow, then webgpu where there is
 * a graphics card (not a software one), then wasm, then cpu.
 *
 * @param name The engine, or "auto".
 * @param options Settings.
 * @returns What was chosen and why.
 * @throws {TypeError} If there is no engine of that name.
 * @throws {Error} If an engine that was asked for by name cannot start.
 *
 * @example An engine that is always there
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useEngine } from "@spherereid/kit/engine";
 * import { assertEquals } from "@std/assert";
 *
 * const { name } = await useEngine("wasm");
 * assertEquals(name, "wasm");
 * assertEquals(tf.getBackend(), "wasm");
 * ```
 */
export async function useEngine(
  name: EngineName | "auto" = "auto",
  options: EngineOptions = {},
): Promise<EngineChoice> {
  if (name !== "auto" && !ENGINES.includes(name)) {
    throw new TypeError(
      `Cannot use the engine ${
        JSON.stringify(name)
      } as it must be one of auto, ${ENGINES.join(", ")}`,
    );
  }
  if (!options.verbose) silenceBanner();
  if (name !== "auto") {
    const { ground, ...started } = await start(name, options, false);
    const why = `${name} was asked for: ${ground}`;
    return { name, requested: name, why, ...started };
  }
  const passed: string[] = [];
  for (const candidate of ENGINES) {
    try {
      const { ground, ...started } = await start(candidate, options, true);
      const first = `${candidate} is the fastest that works: ${ground}`;
      const why = [first, ...passed].join("; ");
      return { name: candidate, requested: name, why, ...started };
    } catch (error) {
      const fact = error instanceof Error ? error.message : String(error);
      passed.push(`not ${candidate}, as ${reason(fact)}`);
    }
  }
  throw new Error(`Cannot start any engine: ${passed.join("; ")}`);
}

async function start(
  name: EngineName,
  options: EngineOptions,
  auto: boolean,
): Promise<Started> {
  const started = await START[name](options, auto);
  if (!(await tf.setBackend(name))) {
    throw new Error(
      `Cannot start ${name} as tfjs must be able to initialise it`,
    );
  }
  registerKernels(name);
  return started;
}

/** The fact and the cure of an error, without the act where that is the start of the engine. */
function reason(message: string): string {
  return message.replace(/^Cannot start \w+ as /, "")
    .replace(/^Cannot /, "it cannot ");
}
