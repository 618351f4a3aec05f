import { runFolder } from "../lib/run/mod.ts";
import { UsageError } from "./flags.ts";

/** The flag that chooses a checkpoint of a run folder. */
export const CHECKPOINT_FLAG = {
  group: "What",
  type: "choice",
  choices: ["best", "last"],
  help: "which checkpoint of the run folder",
  otherwise: "best if there is one",
} as const;

/** The checkpoint that a user points at: a file, or the best (else the last) of a run folder. */
export async function checkpointOf(
  act: string,
  run: string,
  checkpoint: "best" | "last" | undefined,
): Promise<string> {
  if (run.endsWith(".safetensors")) {
    if (checkpoint !== undefined) {
      throw new UsageError(
        `Cannot use --checkpoint as RUN must be a run folder for that: it is the file "${run}"`,
      );
    }
    return run;
  }
  const folder = runFolder(run);
  for (const name of checkpoint ? [checkpoint] : ["best", "last"] as const) {
    const found = await Deno.stat(folder[name]).catch(() => null);
    if (found) return folder[name];
  }
  throw new Deno.errors.NotFound(
    `Cannot ${act} "${run}" as it must be a run folder with a checkpoint: it has no ${
      folder[checkpoint ?? "last"].slice(run.length + 1)
    }, check the path`,
  );
}
