import type { DigitRows } from "./figures/digit_summary.ts";
import { digitsTable, planesTable } from "./figures/digits.ts";
import { exportedTable, type KeptExports } from "./figures/exported.ts";
import type { KeypointRows } from "./figures/keypoint_summary.ts";
import { keypointsTable } from "./figures/keypoints.ts";
import type { PersonRows } from "./figures/person_summary.ts";
import { blowUpTable, personsTable } from "./figures/persons.ts";
import {
  demoTable,
  growthTable,
  imagesTable,
  type KeptLosses,
  type KeptSteps,
  lossesTable,
  profileTable,
  stepTable,
} from "./figures/races.ts";
import { indexTable, rankingTable, rerankTable } from "./figures/searches.ts";
import { type KeptSoak, soaksTable } from "./figures/soaks.ts";
import { studyTable, type TorchStudy } from "./figures/study.ts";
import { runTask, type Task, type Values } from "./flags.ts";

const task = {
  name: "figures",
  summary:
    "Writes README's tables anew from the figures kept in tests/bench and tests/golden.",
  examples: ["deno task figures", "deno task figures --check"],
  flags: {
    check: {
      group: "What",
      type: "boolean",
      help: "change nothing; fail if a table is not what its figures give",
    },
  },
  results: "README.md, between its <!-- figures:NAME --> marks.",
  exits: { 1: "failed, or a table is stale" },
} as const satisfies Task;

const ROOT = new URL("..", import.meta.url);
const PAGE = new URL("README.md", ROOT);

async function main({ check }: Values<typeof task>): Promise<number> {
  if (!check) {
    const page = await withFigures(await Deno.readTextFile(PAGE));
    await Deno.writeTextFile(PAGE, page);
    for (const [line] of page.matchAll(LACKING)) console.error(line);
    return 0;
  }
  const faults = await checkFigures();
  for (const fault of faults) console.error(fault);
  return faults.length;
}

/** Says if a table of README is not what its figures give. */
export async function checkFigures(): Promise<string[]> {
  const page = await Deno.readTextFile(PAGE);
  return page === await withFigures(page)
    ? []
    : ["README.md is stale: run deno task figures"];
}

/** A page with every marked table made from its figures. */
export async function withFigures(page: string): Promise<string> {
  const mark = /(<!-- figures:(\w+) -->\n)[\s\S]*?(<!-- end -->)/g;
  const tables = new Map<string, string>();
  for (const [, , name] of page.matchAll(mark)) {
    const make = TABLES[name as keyof typeof TABLES];
    if (!make) {
      throw new RangeError(
        `Cannot write the table "${name}" as it must be one of ${
          Object.keys(TABLES).join(", ")
        }: change its mark in README.md`,
      );
    }
    tables.set(name!, await make());
  }
  return page.replace(
    mark,
    (_, open, name, close) => `${open}\n${tables.get(name)}\n\n${close}`,
  );
}

interface Scores {
  readonly rank1: number;
  readonly map: number;
  readonly marketMap: number;
  readonly minp: number;
}

/** What a run's summary.json holds, and how long the whole command took. */
interface KeptRun {
  readonly command: string;
  readonly minutes: number;
  readonly commit: string;
  readonly summary: {
    readonly engine: string;
    readonly steps: number;
    readonly imagesPerSecond: number;
    readonly test: Scores;
    readonly histogram: Scores;
  };
}

const TABLES = {
  runs: runsTable,
  step: async () => stepTable(await kept<KeptSteps>("training_step")),
  gpuStep: async () => stepTable(await kept<KeptSteps>("training_step_gpu")),
  embed: () => tableOf("embed", imagesTable),
  loader: () => tableOf("loader", imagesTable),
  growth: () => tableOf("growth", growthTable),
  demo: () => tableOf("demo", demoTable),
  profile: () => tableOf("profile", profileTable),
  ranking: () => tableOf("ranking", rankingTable),
  rerank: () => tableOf("rerank", rerankTable),
  index: () => tableOf("index", indexTable),
  losses: async () => lossesTable(await kept<KeptLosses>("losses")),
  digits: async () => digitsTable(await kept<DigitRows>("compare_digits")),
  planes: async () =>
    planesTable(
      await kept<DigitRows>("compare_digits_2d", []),
      await kept<DigitRows>("compare_digits_3d", []),
    ),
  persons: async () => personsTable(await kept<PersonRows>("compare_persons")),
  blowUp: async () => blowUpTable(await kept<PersonRows>("blow_up")),
  keypoints: () => tableOf<KeypointRows>("compare_keypoints", keypointsTable),
  study: async () => {
    const torch = await kept<TorchStudy>("study_torch");
    const make = (rows: PersonRows) => studyTable(rows, torch);
    return await tableOf("study_cuhk01-485-486", make);
  },
  exported: async () =>
    exportedTable(await kept<KeptExports>("../golden/export_parity")),
  soaks: async () => soaksTable(await keptSoaks()),
};

/** A table of what is kept under that name; where nothing is yet, a line that says so. */
export async function tableOf<Kept>(
  name: string,
  make: (kept: Kept) => string,
): Promise<string> {
  const found = await kept<Kept | null>(name, null);
  return found ? make(found) : `Not measured yet: tests/bench/${name}.json.`;
}

/** The lines that stand for tables without figures. */
const LACKING = /^Not measured yet: .*$/gm;

/** What is kept under that name; where nothing is, the second, if there is one. */
async function kept<T>(name: string, without?: T): Promise<T> {
  const path = new URL(`tests/bench/${name}.json`, ROOT);
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    const isMissing = error instanceof Deno.errors.NotFound;
    if (isMissing && without !== undefined) return without;
    throw error;
  }
}

/** What is kept of each soak, by name. */
async function keptSoaks(): Promise<Record<string, KeptSoak>> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(new URL("tests/bench", ROOT))) {
    const soak = /^soak_(\w+)\.json$/.exec(name)?.[1];
    if (soak !== undefined) names.push(soak);
  }
  const soaks: Record<string, KeptSoak> = {};
  for (const name of names.sort()) soaks[name] = await kept(`soak_${name}`);
  return soaks;
}

async function runsTable(): Promise<string> {
  const percent = (share: number) => (100 * share).toFixed(1);
  const row = (name: string, kind: string, scores: Scores, more: string) =>
    `| ${name} | ${kind} | ${
      [scores.rank1, scores.map, scores.marketMap, scores.minp].map(percent)
        .join(" | ")
    } | ${more} |`;
  const rows: string[] = [];
  for (const { command, minutes, summary } of await kept<KeptRun[]>("runs")) {
    const pace =
      `${minutes} min, ${summary.steps} steps, ${summary.imagesPerSecond} images/s, ${summary.engine}`;
    rows.push(row(`\`${command}\``, "model", summary.test, pace));
    rows.push(row("", "colour histogram", summary.histogram, ""));
  }
  return [
    "| command | ranked by | rank-1 | mAP | mAP (Market) | mINP | took |",
    "| --- | --- | --: | --: | --: | --: | --- |",
    ...rows,
  ].join("\n");
}

if (import.meta.main) await runTask(task, main); // last: the tables must be there
