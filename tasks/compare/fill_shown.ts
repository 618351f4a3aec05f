import type { EngineChoice } from "../../lib/engine/mod.ts";
import { describeEnvironment, type Environment } from "../../lib/run/mod.ts";
import type { FilledRow } from "../../lib/study/mod.ts";
import { startEngine } from "../engine.ts";
import { interruptible } from "../interrupt.ts";
import { type Progress, progress } from "../terminal.ts";

/** What the rows of a table are run in. */
export interface Ground {
  readonly engine: EngineChoice;
  readonly environment: Environment;
  /** Ends it after the update under way. */
  readonly signal: AbortSignal;
  /** Told as a row goes on. */
  onStep(row: string, done: number, total: number, text: string): void;
}

/**
 * Fills a table before the user's eyes: the engine is started when the first
 * row needs it, a bar for each row, a line for each that is done; Ctrl-C ends
 * it with what it has.
 *
 * @param flags Which engine, and the folder that is made for the table.
 * @param words The command, for the record.
 * @param fill Runs the rows.
 * @returns False if it was interrupted.
 */
export async function fillShown(
  flags: Parameters<typeof startEngine>[0] & { readonly out: string },
  words: readonly string[],
  fill: (
    start: () => Promise<Ground>,
  ) => AsyncGenerator<FilledRow<unknown, unknown>>,
): Promise<boolean> {
  let bar: Progress | undefined;
  let current = "";
  const line = (text: string) => bar ? bar.line(text) : console.error(text);
  const end = () => {
    bar?.end();
    [bar, current] = [undefined, ""];
  };
  const stop = interruptible(() =>
    line(
      "Stopping; the row under way will be run anew. Once more to stop at once.",
    )
  );
  const start = async (): Promise<Ground> => {
    const engine = await startEngine(flags);
    return {
      engine,
      environment: await describeEnvironment(engine, words),
      signal: stop.signal,
      onStep(row, done, total, text) {
        if (row !== current) {
          end();
          current = row;
          bar = progress({ label: row, total, unit: "steps" });
        }
        bar?.update(done, text);
      },
    };
  };
  try {
    await Deno.mkdir(flags.out, { recursive: true });
    for await (const { name, kept, seconds } of fill(start)) {
      if (!kept) end();
      line(`${kept ? "kept" : "ran "}     ${name}: ${seconds} s`);
    }
    return !stop.signal.aborted;
  } finally {
    end();
    stop.release();
  }
}
