import { readDataset, type Split } from "../lib/data/mod.ts";
import { page } from "../lib/plot/mod.ts";
import {
  distinctNames,
  examineRun,
  kitVersion,
  openData,
  readRunRecord,
  readTrained,
  reportPage,
  type RunFindings,
  type RunRecord,
  type RunReport,
  type Trained,
  writeWhole,
} from "../lib/run/mod.ts";
import { CHECKPOINT_FLAG, checkpointOf } from "./checkpoint_of.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import { runTask, type Task, UsageError, type Values } from "./flags.ts";
import { type Progress, progress } from "./terminal.ts";

const task = {
  name: "report",
  summary:
    "Writes one page of HTML about one or several runs: scores, curves, angles, cameras, hardest pairs, strips, a map, settings.",
  examples: [
    "deno task report runs/2026-11-23_demo",
    "deno task report runs/2026-11-23_demo runs/2026-11-24_demo --out both.html",
    "deno task report runs/* --no-embed",
  ],
  operand: { placeholder: "RUN...", help: "run folders", many: true },
  flags: {
    checkpoint: CHECKPOINT_FLAG,
    data: {
      group: "What",
      type: "string",
      placeholder: "DIR",
      help: "a data set to look at the runs' work on",
      otherwise: "each run's own",
    },
    queries: {
      group: "What",
      type: "integer",
      least: 1,
      default: 5,
      help: "queries shown of each kind: best, worst, drawn by lot",
    },
    images: {
      group: "What",
      type: "boolean",
      help: "put small copies of the pictures into the page, not only names",
    },
    embed: {
      group: "What",
      type: "boolean",
      default: true,
      help:
        "what the folders hold alone: no checkpoint is looked at, no picture embedded",
    },
    seed: {
      group: "What",
      type: "integer",
      default: 1,
      help: "draws the lot and lays out the map",
    },
    engine: ENGINE_FLAG,
    out: {
      group: "Output",
      type: "string",
      placeholder: "FILE",
      default: "report.html",
      help: "the page's file",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print what was written as JSON on stdout",
    },
  },
  results:
    "FILE holds all it needs and asks for nothing: it opens from the disk, and can be sent to others. It names no place of this machine, and shows no picture unless --images says so. Embeddings are kept in the user's cache.",
} as const satisfies Task;

type Flags = Values<typeof task>;

/** A run that is reported on. */
interface Subject {
  readonly folder: string;
  readonly name: string;
  readonly record: RunRecord;
  /** The checkpoint to look at; null for none. */
  readonly checkpoint: string | null;
}

if (import.meta.main) await runTask(task, main);

async function main(flags: Flags): Promise<void> {
  await check(flags);
  const subjects = await subjectsOf(flags);
  const looks = subjects.some(({ checkpoint }) => checkpoint !== null);
  const engine = looks ? (await startEngine(flags)).name : "";
  const bar = progress({ label: "embed" });
  const runs: RunReport[] = [];
  try {
    for (const { name, record, checkpoint } of subjects) {
      const findings = checkpoint === null
        ? null
        : await look(checkpoint, record, engine, flags, bar);
      runs.push({ name, record, findings });
    }
  } finally {
    if (looks) bar.end();
  }
  const html = await page(
    reportPage(
      runs,
      `Made by the SphereReID kit ${kitVersion} with seed ${flags.seed}; ${
        flags.images
          ? "with pictures"
          : "pictures are named, not shown (--images)"
      }.`,
    ),
  );
  await writeWhole(flags.out, () => html);
  const bytes = new TextEncoder().encode(html).length;
  const written = {
    report: flags.out,
    bytes,
    images: flags.images,
    runs: subjects.map(({ name, folder, checkpoint }, at) => ({
      name,
      folder,
      checkpoint,
      engine: runs[at]!.findings?.engine ?? null,
      test: runs[at]!.findings?.scores ?? null,
    })),
  };
  console.log(
    flags.json
      ? JSON.stringify(written)
      : `${runs.length} ${
        runs.length === 1 ? "run" : "runs"
      } in ${flags.out}, ${(bytes / 1e6).toFixed(1)} MB: open it in a browser`,
  );
}

async function check(flags: Flags): Promise<void> {
  const { operand, out, embed } = flags;
  if (operand.length === 0) {
    throw new UsageError(
      "Cannot report as there must be a run folder: write deno task report RUN",
    );
  }
  if (!/\.html?$/i.test(out)) {
    throw new UsageError(
      `Cannot write "${out}" as its name must end in .html: write --out report.html`,
    );
  }
  for (const name of ["checkpoint", "data", "images"] as const) {
    if (!embed && flags[name]) {
      throw new UsageError(
        `Cannot use --${name} with --no-embed as no picture is looked at: leave one of them out`,
      );
    }
  }
  const folder = out.replace(/[^/\\]*$/, "") || ".";
  if (!(await Deno.stat(folder).catch(() => null))?.isDirectory) {
    throw new Deno.errors.NotFound(
      `Cannot write "${out}" as its folder must exist: there is no "${folder}", check the path`,
    );
  }
}

async function subjectsOf(flags: Flags): Promise<Subject[]> {
  const { operand: folders, embed, checkpoint } = flags;
  const records = [];
  for (const folder of folders) records.push(await readRunRecord(folder));
  const names = distinctNames(records.map(({ name }) => name));
  const subjects: Subject[] = [];
  for (const [at, folder] of folders.entries()) {
    const name = names[at]!;
    const found = !embed ? null : await checkpointOf(
      "report on",
      folder.replace(/(?<=.)[/\\]+$/, ""),
      checkpoint,
    ).catch((error) => {
      const none = error instanceof Deno.errors.NotFound;
      if (!none || checkpoint !== undefined) throw error;
      console.error(`note     ${name} has no checkpoint: its curves alone`);
      return null;
    });
    subjects.push({ folder, name, record: records[at]!, checkpoint: found });
  }
  return subjects;
}

async function look(
  checkpoint: string,
  record: RunRecord,
  engine: string,
  flags: Flags,
  bar: Progress,
): Promise<RunFindings> {
  const trained = await readTrained(checkpoint);
  const onProgress = (label: string, done: number, total: number) =>
    bar.update(
      done,
      `of ${total} ${label === "map" ? "passes" : "pictures"}`,
      label,
    );
  const split = await dataOf(trained, record, flags.data, onProgress);
  return await examineRun(trained, split, {
    engine,
    onProgress,
    onWarning: (text) => bar.line(`note     ${text}`),
    queries: flags.queries,
    images: flags.images,
    seed: flags.seed,
  });
}

async function dataOf(
  trained: Trained,
  record: RunRecord,
  folder: string | undefined,
  onProgress: (label: string, done: number, total: number) => void,
): Promise<Split> {
  if (folder !== undefined) {
    const split = await readDataset(folder);
    return {
      ...split,
      name: folder.replace(/[/\\]+$/, "").replace(/^.*[/\\]/, ""),
    };
  }
  const { data } = trained.header.recipe;
  try {
    const { whole } = await openData(trained.header.recipe, onProgress);
    return { ...whole, name: record.data };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound) || data.kind !== "folder") {
      throw error;
    }
    throw new Deno.errors.NotFound(
      `${error.message}; if it lies elsewhere now, add --data DIR, or do without its pictures by --no-embed`,
    );
  }
}
