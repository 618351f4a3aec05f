import { columns } from "../terminal.ts";
import { help } from "./help.ts";
import { readFlags } from "./read_flags.ts";
import type { Task, Values } from "./task.ts";
import { UsageError } from "./usage_error.ts";

/** Where a task's words go; a test gives its own. */
export interface Outlets {
  /** Writes a line of results. */
  out(text: string): void;
  /** Writes a line of talk. */
  err(text: string): void;
  /** Columns of the terminal on stdout, undefined if it is none. */
  readonly width?: number;
  /** Whether colours may be used. */
  readonly colour: boolean;
}

/**
 * Runs a task and tells its exit code: help, wrong usage and errors are
 * handled here. A main function may return a code of its own.
 */
export async function execute<const T extends Task>(
  task: T,
  main: (flags: Values<T>) => unknown,
  args: readonly string[],
  outlets: Outlets,
): Promise<number> {
  const { out, err, width, colour } = outlets;
  const red = colour ? "\x1b[31merror\x1b[39m" : "error";
  const before = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  if (before.includes("--help") || before.includes("-h")) {
    out(help(task, { width: Math.min(width ?? 80, 100), bold: colour }));
    return 0;
  }
  try {
    const code = await main(readFlags(task, args));
    return typeof code === "number" ? code : 0;
  } catch (thrown) {
    const error = await inWords(thrown);
    const told = error instanceof Error ? error.message : String(error);
    err(`${red}: ${told}`);
    if (error instanceof UsageError) return 2;
    if (before.includes("--verbose")) err(stackOf(error));
    return 1;
  }
}

/** A disk's error in the kit's words; they are loaded only here, since much of the library comes with them. */
async function inWords(error: unknown): Promise<unknown> {
  if (error instanceof UsageError) return error;
  try {
    return (await import("../../lib/run/mod.ts")).diskError(error);
  } catch {
    return error; // a task that may not load it
  }
}

/**
 * Runs a task as the program: flags from the command line, exit code set.
 * Ends the process also when a library left a thread behind.
 */
export async function runTask<const T extends Task>(
  task: T,
  main: (flags: Values<T>) => unknown,
): Promise<never> {
  const code = await execute(task, main, Deno.args, {
    out: (text) => console.log(text),
    err: (text) => console.error(text),
    width: Deno.stdout.isTerminal() ? columns() : undefined,
    colour: Deno.stdout.isTerminal() && Deno.stderr.isTerminal() &&
      !Deno.noColor,
  });
  Deno.exit(code);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const stack = error.stack ?? "";
  return error.cause === undefined
    ? stack
    : `${stack}\ncaused by ${
      error.cause instanceof Error ? error.cause.stack : String(error.cause)
    }`;
}
