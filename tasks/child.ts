import { ROOT } from "./sources.ts";

/** What a program said and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs deno, by its name since that is what tasks may run, in the root of the project, to its end, without colours. */
export async function deno(...args: string[]): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args,
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  return { code, out: text.decode(stdout), err: text.decode(stderr) };
}

/** Runs deno for the JSON that it prints. */
export async function denoJson(...args: string[]): Promise<unknown> {
  const { code, out, err } = await deno(...args);
  if (code !== 0) {
    const fault = err.slice(Math.max(0, err.search(/^error/m))).trim();
    throw new Error(`Cannot run deno ${args[0]} as it fails: ${fault}`);
  }
  return JSON.parse(out);
}
