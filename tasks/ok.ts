/**
 * `deno task ok`: every check that is no test. One line each, what is wrong
 * below it, and a closing line with the counts.
 *
 * @module
 */
import { checkDefaults } from "./check_defaults.ts";
import { checkDocs } from "./check_docs.ts";
import { checkLayers } from "./check_layers.ts";
import { checkMirror } from "./check_mirror.ts";
import { ASKED, checkSizes, longer } from "./check_sizes.ts";
import { checkWords } from "./check_words.ts";
import { deno } from "./child.ts";
import { checkFigures } from "./figures.ts";
import { runTask, type Task } from "./flags.ts";
import { sources } from "./sources.ts";

/** A check gives its faults; none is fine. */
type Check = () => Promise<readonly string[]>;

const checks: Readonly<Record<string, Check>> = {
  fmt: () => tool("fmt", "--check"),
  lint: () => tool("lint"),
  types: async () =>
    tool(
      "check",
      ...(await sources("", /\.ts$/)).map(({ path }) => path),
    ),
  layers: checkLayers,
  docs: checkDocs,
  defaults: checkDefaults,
  mirror: checkMirror,
  sizes: checkSizes,
  words: checkWords,
  figures: checkFigures,
};

const task = {
  name: "ok",
  summary:
    "Checks form: formatting, lint, types, who imports whom, docstrings, defaults, test files, sizes, addresses, README's tables.",
  examples: ["deno task ok", "deno task ok --only layers"],
  flags: {
    only: {
      group: "Checks",
      type: "choice",
      choices: Object.keys(checks),
      help: "run one check alone",
    },
  },
} as const satisfies Task;

if (import.meta.main) {
  await runTask(task, ({ only, verbose }) => run(only, verbose));
}

async function run(
  only: string | undefined,
  verbose: boolean,
): Promise<number> {
  const shown = verbose ? Infinity : 40;
  let [passed, failed] = [0, 0];
  for (const [name, check] of Object.entries(checks)) {
    if (only !== undefined && name !== only) continue;
    const faults = await check().catch((error: Error) => [error.message]);
    if (faults.length === 0) passed++;
    else failed++;
    say(`${faults.length === 0 ? "ok    " : "FAILED"} ${name}`);
    for (const fault of faults.slice(0, shown)) say(`  ${fault}`);
    if (faults.length > shown) {
      say(`  and ${faults.length - shown} lines more: see --verbose`);
    }
  }
  for (const { path, lines } of longer(await sources("lib", /\.ts$/), ASKED)) {
    say(`note: ${path} has ${lines} lines: what is its second idea?`);
  }
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** The lines that one of deno's own tools prints if it is not content. */
async function tool(...args: string[]): Promise<string[]> {
  const { code, out, err } = await deno(...args);
  if (code === 0) return [];
  return `${out}\n${err}`.split("\n").filter((line) =>
    line.trim() !== "" && !/^(?:Check|Stack backtrace|\s+\d+: <)/.test(line)
  );
}

function say(line: string): void {
  console.log(line);
}
