import { type DataReport, inspect } from "../lib/data/mod.ts";
import { ENGINES, findLibrary, useEngine } from "../lib/engine/mod.ts";
import { kitVersion } from "../lib/run/mod.ts";
import { DATA_FLAGS, dataOptions, refuseWithout } from "./data_flags.ts";
import { runTask, type Task, type Values } from "./flags.ts";

const task = {
  name: "doctor",
  summary:
    "Tells which engines work here, and with --data the counts and faults of a data set.",
  examples: [
    "deno task doctor",
    "deno task doctor --data ~/Market-1501-v15.09.15",
    "deno task doctor --data ~/my_persons --camera-policy image",
  ],
  flags: {
    data: {
      group: "Data",
      type: "string",
      placeholder: "DIR",
      help:
        "a data set to look through: in Market-1501's layout, MSMT17, CUHK03, CUHK01, a folder per person, or a .csv or .json list",
    },
    ...DATA_FLAGS,
    images: {
      group: "Data",
      type: "integer",
      least: 1,
      default: 4,
      placeholder: "K",
      help: "tell which persons have fewer images than this",
    },
    read: {
      group: "Data",
      type: "boolean",
      default: true,
      help: "do not decode the images and look for copies",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print the findings as JSON on stdout",
    },
  },
  results: "Findings on stdout; nothing is written.",
  exits: { 1: "failed, or the data has faults" },
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main(flags: Values<typeof task>): Promise<number> {
  if (flags.data === undefined) refuseWithout(flags, "none is named");
  const data = flags.data === undefined ? null : await inspect(flags.data, {
    images: flags.images,
    read: flags.read,
    ...dataOptions(flags),
  });
  const machine = await examine();
  if (flags.json) print(JSON.stringify({ machine, data }));
  else {
    for (const [name, value] of Object.entries(machine)) {
      print(`${name.padEnd(12)}${value}`);
    }
    if (data) printData(data);
  }
  return data && data.faults.length > 0 ? 1 : 0;
}

/** Versions, cores and what each engine says of itself. */
async function examine(): Promise<Record<string, string>> {
  const findings: Record<string, string> = {
    kit: kitVersion,
    deno: `${Deno.version.deno} (${Deno.build.os}, ${Deno.build.arch})`,
    cores: `${navigator.hardwareConcurrency}`,
    memory: `${(Deno.systemMemoryInfo().total / 1e9).toFixed(1)} GB`,
  };
  const { library, reasons } = await findLibrary();
  findings.library = library
    ? `${library.path}, from ${library.origin}`
    : `none: ${reasons.join(", ")}`;
  for (const name of ENGINES) {
    try {
      const { version, details } = await useEngine(name);
      const more = Object.entries(details).map(([key, value]) =>
        `${key} ${value}`
      );
      findings[name] = [`works, ${version}`, ...more].join("; ");
    } catch (error) {
      findings[name] = `does not work: ${(error as Error).message}`;
    }
  }
  const { name, why } = await useEngine("auto");
  findings.auto = `${name}: ${why}`;
  return findings;
}

function printData(report: DataReport): void {
  print(`\n${report.name} in ${report.root}`);
  print(`kind        ${report.kind}`);
  print(`terms       ${report.terms}`);
  for (const [name, part] of Object.entries(report.parts)) {
    print(
      `${
        name.padEnd(12)
      }${part.images} images, ${part.persons} persons, cameras ${
        some(part.cameras)
      }; ${part.junk} junk, ${part.distractors} distractors`,
    );
  }
  printPublished(report);
  for (const text of report.notices) print(`note        ${text}`);
  for (const { fact, cure } of report.faults) {
    print(`fault       ${fact}: ${cure}`);
  }
  if (report.faults.length === 0) print("no faults");
}

/** The counts found beside the published ones, a line a part. */
function printPublished({ published, name }: DataReport): void {
  if (published === null) {
    print(`published   nothing by the name "${name}"`);
    return;
  }
  print(`published   ${published.name}: ${published.source}`);
  for (const part of ["train", "query", "gallery"]) {
    const counts = published.rows.filter((row) => row.part === part)
      .map(({ what, found, published }) =>
        `${what} ${found} of ${published}${found === published ? "" : " (!)"}`
      );
    print(`  ${part.padEnd(10)}${counts.join(", ")}`);
  }
}

/** Numbers of cameras, the first of them where there are many. */
function some(cameras: readonly number[]): string {
  return cameras.length <= 20
    ? cameras.join(" ")
    : `${cameras.slice(0, 20).join(" ")} and ${cameras.length - 20} more`;
}

function print(text: string): void {
  console.log(text);
}
