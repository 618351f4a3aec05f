import {
  type EngineChoice,
  findLibrary,
  useEngine,
} from "../lib/engine/mod.ts";
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
  const choice = await useEngine(engine, { verbose });
  tell(`engine   ${choice.name} ${choice.version}: ${choice.why}`);
  return choice;
}

async function fetchLibrary(): Promise<void> {
  const { library } = await findLibrary();
  const isNamed = Boolean(Deno.env.get("SPHEREREID_LIBTENSORFLOW")); // nothing else will do then
  if (!library && !isNamed) await installWithBar();
}

function tell(text: string): void {
  console.error(text);
}
