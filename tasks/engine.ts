import {
  type EngineChoice,
  findLibrary,
  useEngine,
} from "../lib/engine/mod.ts";
import { threadsFor } from "../lib/run/mod.ts";
import { installWithBar } from "./setup.ts";

/** The flag that chooses an engine, for every task that computes. */
export const ENGINE_FLAG = {
  group: "Engine",
  type: "choice",
  choices: ["auto", "tensorflow", "webgpu", "wasm", "cpu"],
  default: "auto",
  help: "what computes; auto takes the fastest that works",
} as const;

/**
 * Starts the engine that a task's user asked for; fetches TensorFlow's library
 * the first time. Where that fails, "auto" goes on with another engine and
 * says so in one line.
 */
export async function startEngine(
  { engine, verbose }: {
    readonly engine: typeof ENGINE_FLAG.choices[number];
    readonly verbose: boolean;
  },
): Promise<EngineChoice> {
  if (engine === "tensorflow") await fetchLibrary();
  if (engine === "auto") {
    try {
      await fetchLibrary();
    } catch (error) {
      const [reason] = (error as Error).message.split("\n");
      tell(`Going on without TensorFlow's library: ${reason}`);
    }
  }
  const { intraOp, interOp } = threadsFor(navigator.hardwareConcurrency);
  const choice = await useEngine(engine, {
    verbose,
    intraOpThreads: unlessSet("TF_NUM_INTRAOP_THREADS", intraOp),
    interOpThreads: unlessSet("TF_NUM_INTEROP_THREADS", interOp),
  });
  tell(`engine   ${choice.name} ${choice.version}: ${choice.why}`);
  return choice;
}

/** A number of threads, unless the user told TensorFlow another by its own variable. */
function unlessSet(variable: string, threads: number): number | undefined {
  return Deno.env.get(variable) === undefined ? threads : undefined;
}

async function fetchLibrary(): Promise<void> {
  const { library } = await findLibrary();
  const isNamed = Boolean(Deno.env.get("SPHEREREID_LIBTENSORFLOW")); // nothing else will do then
  if (!library && !isNamed) await installWithBar();
}

function tell(text: string): void {
  console.error(text);
}
