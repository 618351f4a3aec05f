import kit from "../../deno.json" with { type: "json" };
import type { EngineChoice } from "../engine/mod.ts";

/** What a run's figures depend on besides its recipe, as flat text and numbers. */
export type Environment = Readonly<Record<string, string | number>>;

/** The kit's version, as deno.json states it. */
export const kitVersion: string = kit.version;

/**
 * Describes machine, versions, engine, commit and command.
 *
 * @param engine The engine in use.
 * @param command The command line's words, for the record; those that a shell would cut are quoted.
 * @returns Flat facts; the commit is "unknown" outside a git checkout or where Deno may not run git.
 *
 * @example The kit names its version
 * ```ts
 * import { kitVersion } from "@spherereid/kit/run";
 * import { assertMatch } from "@std/assert";
 *
 * assertMatch(kitVersion, /^\d+\.\d+\.\d+/);
 * ```
 */
export async function describeEnvironment(
  engine: EngineChoice,
  command: readonly string[],
): Promise<Environment> {
  return {
    kit: kitVersion,
    commit: await commit(),
    date: new Date().toISOString(),
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    os: Deno.build.os,
    arch: Deno.build.arch,
    cores: navigator.hardwareConcurrency,
    memoryGiB: Math.round(Deno.systemMemoryInfo().total / 2 ** 30),
    engine: engine.name,
    engineVersion: engine.version,
    engineWhy: engine.why,
    command: command.map(quoted).join(" "),
  };
}

/** A word as a shell takes it whole. */
function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The commit of the checkout that this file lies in. */
async function commit(): Promise<string> {
  try {
    const { code, stdout } = await new Deno.Command("git", {
      args: ["rev-parse", "HEAD"],
      cwd: new URL("../..", import.meta.url),
      stderr: "null",
    }).output();
    return code === 0 ? new TextDecoder().decode(stdout).trim() : "unknown";
  } catch {
    return "unknown";
  }
}
