import { encodeNpy, listPictures } from "../lib/data/mod.ts";
import {
  embedPictures,
  fingerprint,
  readTrained,
  writeTogether,
} from "../lib/run/mod.ts";
import { CHECKPOINT_FLAG, checkpointOf } from "./checkpoint_of.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import { runTask, type Task, UsageError, type Values } from "./flags.ts";
import { progress } from "./terminal.ts";

const task = {
  name: "embed",
  summary:
    "Embeds pictures by a trained model: a row of length 1 for each, as NumPy reads them.",
  examples: [
    "deno task embed pictures --run runs/2026-11-23_demo",
    "deno task embed list.txt --run runs/2026-11-23_demo --out list.npy",
  ],
  operand: {
    placeholder: "SOURCE",
    help:
      "a folder of pictures (its subfolders too), a list (.txt, a path a line), or a picture",
  },
  flags: {
    run: {
      group: "What",
      type: "string",
      placeholder: "RUN",
      help: "a run folder, or a checkpoint (.safetensors); must be given",
    },
    checkpoint: CHECKPOINT_FLAG,
    flip: {
      group: "What",
      type: "boolean",
      help: "add each picture's mirror image to its embedding",
    },
    strict: {
      group: "What",
      type: "boolean",
      help: "a picture that cannot be read is fatal",
    },
    engine: ENGINE_FLAG,
    out: {
      group: "Output",
      type: "string",
      placeholder: "FILE",
      default: "vectors.npy",
      help: "the vectors' file; the index beside it ends in .json",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print what was written as JSON on stdout",
    },
  },
  results:
    "FILE.npy, float32 [pictures, embedding]; FILE.json, which picture each row is of, with person and camera where its name tells them (0001_c1...). Both or neither.",
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main(flags: Values<typeof task>): Promise<void> {
  const { operand, run, out } = flags;
  if (operand === undefined || run === undefined) {
    throw new UsageError(
      `Cannot embed as there must be ${
        operand === undefined ? "pictures" : "a run"
      }: write deno task embed SOURCE --run RUN`,
    );
  }
  if (!out.endsWith(".npy")) {
    throw new UsageError(
      `Cannot write "${out}" as its name must end in .npy: the index beside it ends in .json`,
    );
  }
  const path = await checkpointOf("embed by", run, flags.checkpoint);
  const pictures = await listPictures(operand);
  const trained = await readTrained(path);
  const { recipe, step } = trained.header;
  const engine = await startEngine(flags);
  const bar = progress({
    label: "embed",
    unit: "pictures",
    total: pictures.length,
  });
  const flip = flags.flip || recipe.evaluation.flip;
  const vectors = await embedPictures(trained, pictures, {
    flip,
    strict: flags.strict,
    onProgress: (_, done) => bar.update(done),
    onWarning: (text) => bar.line(`note     ${text}`),
  }).finally(() => bar.end());
  const shape = [vectors.pictures.length, vectors.size];
  if (vectors.pictures.length === 0) {
    throw new TypeError(
      `Cannot embed "${operand}" as at least one picture must be readable: none of ${pictures.length} is`,
    );
  }
  const index = out.replace(/npy$/, "json");
  const about = {
    vectors: out,
    index,
    shape,
    checkpoint: path,
    step,
    network: fingerprint(trained),
    input: recipe.input,
    flip,
    engine: engine.name,
    leftOut: pictures.length - vectors.pictures.length,
  };
  await writeTogether([
    [
      index,
      () =>
        JSON.stringify({ ...about, pictures: vectors.pictures }, null, 1) +
        "\n",
    ],
    [out, () => encodeNpy({ shape, values: vectors.rows })],
  ]);
  console.log(
    flags.json
      ? JSON.stringify(about)
      : `${shape[0]} rows of ${shape[1]} in ${out}, their pictures in ${index}`,
  );
}
