import { describeEnvironment } from "../lib/run/mod.ts";
import { features } from "../tests/soak/features.ts";
import { lab } from "../tests/soak/lab.ts";
import { recordings } from "../tests/soak/recordings.ts";
import { rerank } from "../tests/soak/rerank.ts";
import type { Row, Soak, Soaked } from "../tests/soak/soak.ts";
import { steps } from "../tests/soak/steps.ts";
import { weights } from "../tests/soak/weights.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import {
  nearest,
  runTask,
  type Task,
  UsageError,
  type Values,
} from "./flags.ts";
import { progress } from "./terminal.ts";

/** The soaks by the word that asks for each; another is a file in tests/soak and a name here. */
const SOAKS: Readonly<Record<string, Soak>> = {
  recordings,
  steps,
  weights,
  rerank,
  features,
  lab,
};

const task = {
  name: "soak",
  summary:
    "Checks what takes too long for the tests, and keeps what was found in tests/bench.",
  examples: [
    "deno task soak",
    "deno task soak recordings",
    "deno task soak --quick",
  ],
  operand: {
    placeholder: "NAME...",
    help: `all if none is named. ${
      Object.entries(SOAKS).map(([name, { summary }]) => `${name}: ${summary}`)
        .join(" ")
    }`,
    many: true,
  },
  flags: {
    quick: {
      group: "Size",
      type: "boolean",
      help: "the short form, to see that all works",
    },
    save: {
      group: "Output",
      type: "string",
      placeholder: "DIR",
      otherwise: "tests/bench, none with --quick",
      help: "folder for soak_NAME.json",
    },
    out: {
      group: "Output",
      type: "string",
      placeholder: "DIR",
      otherwise: "none are kept",
      help: "folder for pictures of what was seen: of lab, each notebook",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print what was found as JSON on stdout",
    },
    engine: ENGINE_FLAG,
  },
  results: "DIR/soak_NAME.json. A table on stdout, talk on stderr.",
  exits: { 1: "a soak failed" },
} as const satisfies Task;

/** Runs soaks one after the other; 1 if one failed. */
async function main(flags: Values<typeof task>): Promise<number> {
  const { operand } = flags;
  const names = new Set(operand.length > 0 ? operand : Object.keys(SOAKS));
  names.forEach(refuseUnknown);
  const [first] = names;
  if (names.size === 1) return await soakOne(first!, flags);
  let failed = 0;
  for (const name of names) failed = Math.max(failed, await apart(name, flags));
  return failed;
}

/** Runs one soak in a process of its own, so that none finds what another left: HDF5's library keeps what damaged files made it take. */
async function apart(name: string, flags: Values<typeof task>) {
  const { quick, save, out, json, engine, verbose } = flags;
  const { code } = await new Deno.Command("deno", {
    args: [
      ...["task", "--quiet", "soak", name, `--engine=${engine}`],
      ...save === undefined ? [] : [`--save=${save}`],
      ...out === undefined ? [] : [`--out=${out}`],
      ...quick ? ["--quick"] : [],
      ...json ? ["--json"] : [],
      ...verbose ? ["--verbose"] : [],
    ],
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  return code;
}

/** Runs one soak here; 1 if it failed. */
async function soakOne(
  name: string,
  flags: Values<typeof task>,
): Promise<number> {
  const { quick, json } = flags;
  const folder = flags.save ?? (quick ? undefined : "tests/bench");
  const engine = await startEngine(flags);
  const soak = SOAKS[name]!;
  const words = ["deno", "task", "soak", name, ...quick ? ["--quick"] : []];
  const environment = await describeEnvironment(engine, words);
  const total = quick ? soak.quick : soak.count;
  const bar = progress({ label: name, total, unit: soak.unit });
  const began = performance.now();
  let found: Soaked;
  try {
    found = await soak.run(total, {
      engine,
      onProgress: bar.update,
      pictures: flags.out,
    });
  } catch (error) {
    const { message, stack } = error as Error;
    console.error(`${name}: ${flags.verbose ? stack : message}`);
    return 1;
  } finally {
    bar.end();
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  const kept = { ...found, seconds, environment };
  if (folder !== undefined) await keep(`${folder}/soak_${name}.json`, kept);
  const lines = json ? [JSON.stringify({ name, ...kept })] : table(kept);
  for (const line of lines) console.log(line);
  for (const fault of found.faults) console.error(`${name}: ${fault}`);
  return Math.min(found.faults.length, 1);
}

function refuseUnknown(name: string): void {
  if (Object.hasOwn(SOAKS, name)) return;
  const names = Object.keys(SOAKS);
  const near = nearest(name, names);
  throw new UsageError(
    `Cannot soak "${name}" as it must be one of ${names.join(", ")}: ${
      near ? `did you mean ${near}?` : "see deno task soak --help"
    }`,
  );
}

async function keep(path: string, kept: object): Promise<void> {
  await Deno.writeTextFile(path, `${JSON.stringify(kept, null, 2)}\n`);
}

/** Rows in columns, then what was found. */
function table({ rows, found }: { rows: readonly Row[]; found: string }) {
  const heads = Object.keys(rows[0] ?? {});
  const cells = [
    heads,
    ...rows.map((row) => heads.map((one) => told(row[one]))),
  ];
  const wide = heads.map((_, place) =>
    Math.max(...cells.map((line) => line[place]!.length))
  );
  return [
    ...cells.slice(rows.length > 0 ? 0 : 1).map((line) =>
      line.map((cell, place) => cell.padStart(wide[place]!)).join("  ")
    ),
    found,
  ];
}

function told(value: Row[string] | undefined): string {
  return value === null || value === undefined ? "-" : `${value}`;
}

if (import.meta.main) await runTask(task, main);
