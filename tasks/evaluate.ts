import { readDataset } from "../lib/data/mod.ts";
import {
  judge,
  judgeHistogram,
  loadCheckpoint,
  modelOf,
  openData,
  runFolder,
  scoresOf,
} from "../lib/run/mod.ts";
import { createLearner, disposeLearner, restore } from "../lib/train/mod.ts";
import { random } from "../lib/random/mod.ts";
import { initialValues } from "../lib/run/mod.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import { runTask, type Task, UsageError, type Values } from "./flags.ts";
import { printScores } from "./scores_table.ts";
import { progress } from "./terminal.ts";

const task = {
  name: "evaluate",
  summary:
    "Scores a trained model on the query and gallery of a data set, beside a colour histogram.",
  examples: [
    "deno task evaluate runs/2026-11-23_demo",
    "deno task evaluate runs/2026-11-23_demo --data ~/Market-1501-v15.09.15",
  ],
  operand: {
    placeholder: "RUN",
    help: "a run folder, or a checkpoint (.safetensors)",
  },
  flags: {
    checkpoint: {
      group: "What",
      type: "choice",
      choices: ["best", "last"],
      help: "which checkpoint of the run folder",
      otherwise: "best if there is one",
    },
    data: {
      group: "What",
      type: "string",
      placeholder: "DIR",
      help: "a data set to score on",
      otherwise: "the run's own",
    },
    flip: {
      group: "What",
      type: "boolean",
      help: "add each image's mirror image to its embedding",
    },
    strict: {
      group: "What",
      type: "boolean",
      help: "an image that cannot be read is fatal",
    },
    engine: ENGINE_FLAG,
    json: {
      group: "Output",
      type: "boolean",
      help: "print the result as JSON on stdout",
    },
  },
  results: "Scores on stdout, talk on stderr; nothing is written.",
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main(flags: Values<typeof task>): Promise<void> {
  const path = await checkpointOf(flags);
  const { header, tensors } = await loadCheckpoint(path);
  const { evaluation } = header.recipe;
  const recipe = {
    ...header.recipe,
    evaluation: { ...evaluation, flip: flags.flip || evaluation.flip },
  };
  const engine = await startEngine(flags);
  const bar = progress({ label: "embed", unit: "images" });
  const onProgress = (label: string, done: number, total: number) =>
    bar.update(done, `of ${total}`, label);
  const whole = flags.data === undefined
    ? (await openData(recipe, onProgress)).whole
    : await readDataset(flags.data);
  const known = new Set<string>();
  const note = (text: string) => {
    if (!known.has(text)) bar.line(`note     ${text}`); // model and histogram read the same images
    known.add(text);
  };
  whole.notices.forEach(note);

  const classes = header.persons.length;
  const learner = createLearner(
    initialValues(recipe, random(recipe.seed), classes),
  );
  try {
    restore(learner, tensors, ["params", "state"]);
    const options = {
      onProgress,
      onWarning: note,
      strict: flags.strict,
    };
    const model = await judge(recipe, modelOf(recipe), learner, whole, options);
    const histogram = await judgeHistogram(whole, options);
    bar.end();
    model.notices.forEach(note);
    const images = whole.gallery.length;
    const result = {
      checkpoint: path,
      step: header.step,
      data: whole.root,
      engine: engine.name,
      test: scoresOf(model, images),
      histogram: scoresOf(histogram, images),
    };
    if (flags.json) return print(JSON.stringify(result));
    print(`${path}, step ${header.step}, on ${whole.root}`);
    printScores([
      { name: "model", scores: result.test },
      { name: "colour histogram", scores: result.histogram },
    ], print);
  } finally {
    bar.end();
    disposeLearner(learner);
  }
}

async function checkpointOf(flags: Values<typeof task>): Promise<string> {
  const { operand, checkpoint } = flags;
  if (operand === undefined) {
    throw new UsageError(
      "Cannot evaluate as there must be a run folder or a checkpoint: write deno task evaluate RUN",
    );
  }
  if (operand.endsWith(".safetensors")) {
    if (checkpoint !== undefined) {
      throw new UsageError(
        `Cannot use --checkpoint as RUN must be a run folder for that: it is the file "${operand}"`,
      );
    }
    return operand;
  }
  const folder = runFolder(operand);
  for (const name of checkpoint ? [checkpoint] : ["best", "last"] as const) {
    const found = await Deno.stat(folder[name]).catch(() => null);
    if (found) return folder[name];
  }
  throw new Deno.errors.NotFound(
    `Cannot evaluate "${operand}" as it must be a run folder with a checkpoint: it has no ${
      folder[checkpoint ?? "last"].slice(operand.length + 1)
    }, check the path`,
  );
}

function print(text: string): void {
  console.log(text);
}
