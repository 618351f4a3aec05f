import type { EngineChoice } from "../../lib/engine/mod.ts";
import type { Flag, Values } from "../../tasks/flags.ts";

/** The flags that every subject of `deno task bench` has. */
export const COMMON = {
  python: {
    group: "Opponent",
    type: "string",
    placeholder: "PYTHON",
    help: "a Python with torch; without one the kit runs alone",
  },
  rounds: {
    group: "Size",
    type: "integer",
    least: 1,
    default: 5,
    help: "rounds that count",
  },
  save: {
    group: "Output",
    type: "string",
    placeholder: "FILE",
    help: "keep the figures as JSON, as in tests/bench",
  },
  resume: {
    group: "Output",
    type: "boolean",
    help: "take the rows that the file of --save holds already, and go on",
  },
  quick: {
    group: "Size",
    type: "boolean",
    help: "one round of a tiny size, to see that all works",
  },
} as const satisfies Readonly<Record<string, Flag>>;

/** What `deno task bench` can time: one file, and its name in tasks/bench.ts. */
export interface Subject<
  Flags extends Readonly<Record<string, Flag>> = Readonly<Record<string, Flag>>,
  Kept extends object = object,
> {
  /** One sentence for the help. */
  readonly summary: string;
  /** Its own flags, beside the common ones. */
  readonly flags: Flags;
  /**
   * Races; what comes back is kept as JSON, beside where and when it was. What
   * is long calls `keep` with what it has so far.
   */
  race(
    flags: Values<
      {
        name: string;
        summary: string;
        examples: string[];
        flags: Flags & typeof COMMON;
      }
    >,
    engine: EngineChoice,
    keep: (soFar: Kept) => Promise<void>,
  ): Promise<Kept>;
  /** The lines that tell it. */
  table(kept: Kept): string[];
}

/** A subject with its flags' types known to its race. */
export function subject<
  const Flags extends Readonly<Record<string, Flag>>,
  Kept extends object,
>(of: Subject<Flags, Kept>): Subject<Flags, Kept> {
  return of;
}
