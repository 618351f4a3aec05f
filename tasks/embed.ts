import {
  encodeJsonLines,
  encodeNpy,
  encodePgvector,
  listPictures,
} from "../lib/data/mod.ts";
import {
  embedPictures,
  fingerprint,
  readTrained,
  type Vectors,
  writeTogether,
} from "../lib/run/mod.ts";
import { CHECKPOINT_FLAG, checkpointOf } from "./checkpoint_of.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import { runTask, type Task, UsageError, type Values } from "./flags.ts";
import { progress } from "./terminal.ts";

/** What vectors can be written as: the end of the file's name, and its bytes. */
const FORMATS = {
  npy: {
    end: ".npy",
    encode: ({ pictures, rows, size }: Vectors) =>
      encodeNpy({ shape: [pictures.length, size], values: rows }),
  },
  jsonl: { end: ".jsonl", encode: encodeJsonLines },
  pgvector: { end: ".tsv", encode: encodePgvector },
} as const;

const task = {
  name: "embed",
  summary:
    "Embeds pictures by a trained model: a row of length 1 for each, as NumPy or a vector database reads them.",
  examples: [
    "deno task embed pictures --run runs/2026-11-23_demo",
    "deno task embed list.txt --run runs/2026-11-23_demo --out list.npy",
    "deno task embed pictures --run runs/2026-11-23_demo --format jsonl",
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
    format: {
      group: "Output",
      type: "choice",
      choices: ["npy", "jsonl", "pgvector"],
      default: "npy",
      help:
        "npy: NumPy's; jsonl: id, vector and payload a line, as Qdrant's points are; pgvector: text for PostgreSQL's COPY, its columns id, path, person, camera, embedding",
    },
    out: {
      group: "Output",
      type: "string",
      placeholder: "FILE",
      otherwise: "vectors.npy, vectors.jsonl or vectors.tsv",
      help:
        "the vectors' file, which ends in .npy, .jsonl or (pgvector) .tsv; the index beside it ends in .json",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print what was written as JSON on stdout",
    },
  },
  results:
    "FILE.npy, float32 [pictures, embedding], or FILE.jsonl or FILE.tsv; FILE.json, which picture each row is of, with person and camera where its name tells them (0001_c1...). Both or neither.",
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main(flags: Values<typeof task>): Promise<void> {
  const { operand, run, format } = flags;
  const { end, encode } = FORMATS[format];
  const { out = `vectors${end}` } = flags;
  if (operand === undefined || run === undefined) {
    throw new UsageError(
      `Cannot embed as there must be ${
        operand === undefined ? "pictures" : "a run"
      }: write deno task embed SOURCE --run RUN`,
    );
  }
  if (!out.endsWith(end)) {
    throw new UsageError(
      `Cannot write "${out}" as its name must end in ${end}: the index beside it ends in .json`,
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
  const index = `${out.slice(0, -end.length)}.json`;
  const about = {
    vectors: out,
    format,
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
    [out, () => encode(vectors)],
  ]);
  console.log(
    flags.json
      ? JSON.stringify(about)
      : `${shape[0]} rows of ${shape[1]} in ${out}, their pictures in ${index}`,
  );
}
