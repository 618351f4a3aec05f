import type { FilledRow } from "../../lib/study/mod.ts";
import { ENGINE_FLAG } from "../engine.ts";
import type { Flag, Task, Values } from "../flags.ts";
import type { Ground } from "./fill_shown.ts";

/** The flags that every comparison has. */
export const COMMON = {
  losses: {
    group: "What",
    type: "string",
    placeholder: "A,B|all",
    help: "which losses, or which rows of --keypoints, with commas between",
    otherwise: "those of README's table",
  },
  seeds: {
    group: "What",
    type: "integer",
    least: 1,
    otherwise: "as README's table",
    help: "runs of each loss, each from a seed of its own",
  },
  quick: {
    group: "What",
    type: "boolean",
    help: "a part of everything, to see that all works",
  },
  run: {
    group: "What",
    type: "boolean",
    default: true,
    help: "run what is missing; --no-run tells and draws what is there",
  },
  engine: ENGINE_FLAG,
  out: {
    group: "Output",
    type: "string",
    default: "runs/compare",
    placeholder: "DIR",
    help: "the folder of the kept rows",
  },
  figures: {
    group: "Output",
    type: "string",
    placeholder: "DIR",
    help: "draw them there as SVG and PNG",
  },
  json: {
    group: "Output",
    type: "boolean",
    help: "print the rows as JSON on stdout",
  },
} as const satisfies Task["flags"];

type Flags = Readonly<Record<string, Flag>>;

type Given<Own extends Flags> = Values<{
  name: string;
  summary: string;
  examples: string[];
  flags: Own & typeof COMMON;
}>;

/** What `deno task compare` can compare on: one file, and its name in tasks/compare.ts. */
export interface Comparison<Own extends Flags = Flags> {
  /** One sentence for the help. */
  readonly summary: string;
  /** Whole command lines. */
  readonly examples: readonly string[];
  /** Its own flags, beside the common ones. */
  readonly flags: Own;
  /** Runs the rows that are missing; gives all that were asked for, each when it is kept. Wrong usage and missing data are told before the first. */
  fill(
    flags: Given<Own>,
    start: () => Promise<Ground>,
  ): AsyncGenerator<FilledRow<unknown, unknown>>;
  /** The rows that are there. */
  kept(flags: Given<Own>): Promise<readonly unknown[]>;
  /** The lines that tell them. */
  table(flags: Given<Own>): Promise<readonly string[]>;
  /** Draws them into an existing folder; the paths without extension. */
  draw(flags: Given<Own>, folder: string): Promise<readonly string[]>;
}

/** A comparison with its flags' types known to its functions. */
export function comparison<const Own extends Flags>(
  of: Comparison<Own>,
): Comparison {
  return of as unknown as Comparison;
}
