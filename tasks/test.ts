/**
 * `deno task test`: the tests, then the examples of the docstrings. Arguments
 * go to `deno test`; paths among them take the place of both.
 *
 * @module
 */
import { exists } from "./exists.ts";
import { findLibrary } from "../lib/engine/mod.ts";
import { type Counts, countTests } from "./count_tests.ts";
import { ROOT } from "./sources.ts";

/** No network; tests start deno, python and scripts of their own. */
const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys",
  "--allow-ffi",
  "--allow-run",
];

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  await provideTensorflow();
  const paths: string[] = [];
  const flags: string[] = [];
  for (const arg of args) (await exists(arg) ? paths : flags).push(arg);
  const runs = paths.length > 0
    ? [
      paths.some((path) => /^(?:\.\/)?lib\b/.test(path))
        ? ["--doc", ...paths]
        : paths,
    ]
    : [["tests"], ["--doc", "lib"]];
  const counts: Counts[] = [];
  for (const run of runs) counts.push(await runTests([...run, ...flags]));
  const sum = (of: (one: Counts) => number) =>
    counts.map(of).reduce((a, b) => a + b);
  const passed = sum((one) => one.passed);
  const skipped = [...new Set(counts.flatMap((one) => one.skipped))];
  const strict = Deno.env.get("CI") === "true";
  const failed = sum((one) => one.failed) + (strict ? skipped.length : 0);
  for (const reason of skipped) {
    say(`skipped: ${reason}${strict ? " (a failure, since CI is true)" : ""}`);
  }
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** Runs set-up if there is no library yet; tests that need it say so where that fails. */
async function provideTensorflow(): Promise<void> {
  const { library } = await findLibrary();
  if (library) return;
  const { code } = await new Deno.Command("deno", {
    args: ["task", "setup"],
    cwd: ROOT,
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (code !== 0) say("set-up failed: tests on tensorflow cannot run");
}

async function runTests(args: readonly string[]): Promise<Counts> {
  const child = new Deno.Command("deno", {
    args: ["test", ...PERMISSIONS, "--permit-no-files", ...args],
    cwd: ROOT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [out, err, { code }] = await Promise.all([
    copied(child.stdout, Deno.stdout),
    copied(child.stderr, Deno.stderr),
    child.status,
  ]);
  return countTests(`${out}\n${err}`, code);
}

/** Passes a stream on as it comes, and returns it as text. */
async function copied(
  from: ReadableStream<Uint8Array>,
  to: { writeSync(bytes: Uint8Array): number },
): Promise<string> {
  const text = new TextDecoder();
  let all = "";
  for await (const bytes of from) {
    let rest = bytes;
    while (rest.length > 0) rest = rest.subarray(to.writeSync(rest));
    all += text.decode(bytes, { stream: true });
  }
  return all;
}

function say(line: string): void {
  console.log(line);
}
