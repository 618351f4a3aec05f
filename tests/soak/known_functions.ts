import type { EngineChoice } from "../../lib/engine/mod.ts";
import { registerTensorflow } from "../../lib/engine/tensorflow/backend.ts";

/** Counts the recorded steps that TensorFlow knows. */
export interface KnownFunctions {
  /** How many there are now. */
  count(): number;
  /** Lets the library go. */
  close(): void;
}

/** Names that are asked for; a process that records more often is not seen whole. */
const NAMES = 20_000;

/**
 * Opens a count of functions: TensorFlow itself is asked which of the names
 * that the kit gives to recorded steps it knows, since the C API lists none.
 *
 * @param engine The engine that runs.
 * @returns The count; null if it is not TensorFlow's library.
 */
export async function openKnownFunctions(
  { name, details }: EngineChoice,
): Promise<KnownFunctions | null> {
  if (name !== "tensorflow") return null;
  const opened = await registerTensorflow(details.library!, {}, false);
  const library = Deno.dlopen(opened.path, {
    TFE_ContextHasFunction: { parameters: ["pointer", "buffer"], result: "u8" },
  });
  const { handle } = opened.context;
  const text = new TextEncoder();
  return {
    count() {
      let count = 0;
      for (let number = 0; number < NAMES; number++) {
        const words = text.encode(`kit_step_${number}\0`);
        count += library.symbols.TFE_ContextHasFunction(handle, words);
      }
      return count;
    },
    close: () => library.close(),
  };
}
