import {
  fillTable,
  type PersonResult,
  type PersonSettings,
  readTable,
  realRows,
  runPersons,
} from "../lib/study/mod.ts";
import { fillShown } from "./compare/fill_shown.ts";
import { wanted } from "./compare/wanted.ts";
import { ENGINE_FLAG } from "./engine.ts";
import { studyText } from "./figures/study.ts";
import { runTask, type Task, UsageError, type Values } from "./flags.ts";
import { plainCommand } from "./plain_command.ts";
import { lossAndPace } from "./terminal.ts";

const task = {
  name: "study",
  summary:
    "Trains ResNet-50 from ImageNet's weights on real persons at 128x64 in ways that differ in one thing: warm-up, loss, neck, sampling.",
  examples: [
    "deno task study --data ~/Market-1501-v15.09.15",
    "deno task study --data ~/cuhk01 --rows 'sphere,no warm-up' --seeds 2",
  ],
  flags: {
    data: {
      group: "What",
      type: "string",
      placeholder: "DIR",
      help: "a folder in Market-1501's layout; must be given",
    },
    rows: {
      group: "What",
      type: "string",
      placeholder: "A,B|all",
      default: "all",
      help: "which rows, with commas between",
    },
    seeds: {
      group: "What",
      type: "integer",
      least: 1,
      otherwise: "2 of sphere, softmax and no warm-up, 1 of the others",
      help: "runs of each row that trains, each from a seed of its own",
    },
    epochs: {
      group: "What",
      type: "integer",
      least: 1,
      default: 20,
      help: "the length of each run",
    },
    quick: {
      group: "What",
      type: "boolean",
      help: "a very slim net for one epoch, to see that all works",
    },
    run: {
      group: "What",
      type: "boolean",
      default: true,
      help: "run what is missing; --no-run tells what is there",
    },
    engine: ENGINE_FLAG,
    out: {
      group: "Output",
      type: "string",
      default: "runs/study",
      placeholder: "DIR",
      help: "the folder of the kept rows",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print the rows as JSON on stdout",
    },
  },
  results:
    "A table of JSON in --out, named after the data's folder, a row a run; a row that is there is not run again. The table on stdout, talk on stderr.",
  exits: { 130: "interrupted; the same command goes on" },
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main(flags: Values<typeof task>): Promise<number> {
  const { data, quick, out } = flags;
  if (data === undefined) {
    throw new UsageError(
      "Cannot study as there must be persons: write deno task study --data DIR",
    );
  }
  const name = nameOf(data); // the rows tell nothing of where it lies
  const path = `${out}/study_${name}${quick ? "_quick" : ""}.json`;
  const plan = realRows({ ...flags, data: name });
  const rows = wanted(plan, "--rows", flags.rows);
  if (flags.run) {
    const words = plainCommand(["deno", "task", "study", ...Deno.args], {
      "--data": name,
      "--out": "DIR",
    });
    const ended = await fillShown(flags, words, async function* (start) {
      const { environment, signal, onStep } = await start();
      yield* fillTable<PersonSettings, PersonResult>({
        path,
        rows,
        environment,
        signal,
        run: ({ recipe, ...settings }, { name }) =>
          runPersons(
            { ...settings, recipe: { ...recipe, data: there(data) } },
            {
              signal,
              onStep: ({ step, steps, ...event }) =>
                onStep(name, step, steps, lossAndPace(event)),
            },
          ),
      });
    });
    if (!ended) return 130;
  }
  const kept = await readTable<PersonSettings, PersonResult>(path);
  const lines = flags.json ? [JSON.stringify(kept)] : studyText(kept);
  for (const line of lines) console.log(line);
  return 0;
}

function there(path: string) {
  return { kind: "folder", path } as const;
}

/** The last part of a folder's path. */
function nameOf(folder: string): string {
  const parts = folder.split(/[\\/]/).filter((part) => !/^\.*$/.test(part));
  return parts.at(-1) ?? "data";
}
