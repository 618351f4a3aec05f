import * as tf from "@tensorflow/tfjs";
import {
  type EngineChoice,
  type EngineName,
  ENGINES,
  useEngine,
} from "../../lib/engine/mod.ts";

/** Settings of {@linkcode onEngines}. */
export interface OnEnginesOptions {
  /** The engines to run on. @default {ENGINES} */
  readonly engines?: readonly EngineName[];
  /** Whether as many tensors must be alive after the test as before. @default {true} */
  readonly leak?: boolean;
}

const faults = new Map<EngineName, string>();

/**
 * Registers a test once for each engine: "name [wasm]".
 *
 * The engine is set before `fn` runs, and after it no tensor may be left over.
 * An engine that cannot start is skipped with its reason on stderr; where the
 * variable CI is "true" that fails the test. SPHEREREID_TEST_ENGINES, names
 * with commas between, narrows a run.
 *
 * @param name The test's name.
 * @param fn The test; receives the engine.
 * @param options Which engines, and whether to look for leaks.
 */
export function onEngines(
  name: string,
  fn: (engine: EngineName) => void | Promise<void>,
  options: OnEnginesOptions = {},
): void {
  const { engines = ENGINES, leak = true } = options;
  const only = Deno.env.get("SPHEREREID_TEST_ENGINES")?.split(",");
  for (const engine of engines) {
    if (only && !only.includes(engine)) continue;
    Deno.test({
      name: `${name} [${engine}]`,
      // A library, once loaded, stays.
      sanitizeOps: false,
      sanitizeResources: false,
      async fn() {
        if (await startOrSkip(engine) === null) return;
        const before = tf.memory().numTensors;
        await fn(engine);
        const left = tf.memory().numTensors - before;
        if (leak && left !== 0) {
          throw new Error(
            `Cannot pass "${name}" as every tensor must be disposed: ${left} are left over on ${engine}`,
          );
        }
      },
    });
  }
}

/**
 * Starts an engine for a test.
 *
 * @param engine The engine.
 * @returns What was started; null if it cannot and the test is to be skipped.
 * @throws {Error} If it cannot start and the variable CI is "true".
 */
export async function startOrSkip(
  engine: EngineName,
): Promise<EngineChoice | null> {
  const known = faults.get(engine);
  try {
    if (known !== undefined) throw new Error(known);
    return await useEngine(engine);
  } catch (error) {
    const reason = (error as Error).message;
    if (Deno.env.get("CI") === "true") throw error;
    faults.set(engine, reason);
    Deno.stderr.writeSync(new TextEncoder().encode(`skipped: ${reason}\n`));
    return null;
  }
}
