import { imagenetInput, readImages } from "../../lib/data/mod.ts";
import type { EngineChoice } from "../../lib/engine/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { presets, type Recipe } from "../../lib/recipe/mod.ts";
import {
  embedImages,
  initialValues,
  kitVersion,
  modelOf,
  openData,
  optimizerOf,
} from "../../lib/run/mod.ts";
import { createLearner, disposeLearner } from "../../lib/train/mod.ts";
import { progress } from "../../tasks/terminal.ts";
import { startChild } from "./child.ts";
import { race, type Side, type SideResult } from "./harness.ts";
import { subject } from "./subject.ts";

/** What is embedded: so many images, in batches of a size. */
interface EmbedSize {
  /** Images altogether. */
  readonly images: number;
  /** Images a batch. */
  readonly batch: number;
  /** Rows of an image. */
  readonly height: number;
  /** Columns of an image. */
  readonly width: number;
}

/** The recipe whose model both sides have: the paper's. */
const RECIPE: Recipe = presets.paper.recipe;

/** JPEG files to unit rows by the full net. */
export const embedding = subject({
  summary:
    "Times embedding by the full ResNet-50, JPEG files to vectors, beside PyTorch.",
  flags: {
    images: {
      group: "Size",
      type: "integer",
      least: 1,
      default: 512,
      help: "images a round",
    },
    batch: {
      group: "Size",
      type: "integer",
      least: 1,
      default: 64,
      help: "images a batch",
    },
    height: {
      group: "Size",
      type: "integer",
      least: 32,
      default: 256,
      help: "rows of an image",
    },
    width: {
      group: "Size",
      type: "integer",
      least: 32,
      default: 128,
      help: "columns of an image",
    },
  },
  async race(flags, engine) {
    const { images, batch, height, width }: EmbedSize = flags.quick
      ? { images: 12, batch: 2, height: 64, width: 32 }
      : flags;
    const size = { images, batch, height, width };
    const paths = await filesOf(images);
    const sides: Side[] = [kitEmbedding(engine, paths, size)];
    if (flags.python !== undefined) {
      for (const layout of ["nchw", "channels_last"] as const) {
        sides.push(await torchEmbedding(flags.python, layout, paths, size));
      }
    }
    const rounds = flags.quick ? 1 : flags.rounds;
    const bar = progress({ label: "race", total: rounds, unit: "rounds" });
    const results = await race(sides, rounds, 1, (round, seconds) => {
      const all = seconds.map((value) => `${(1 / value).toFixed(1)} images/s`);
      bar.update(round + 1, all.join("  "));
    });
    bar.end();
    return {
      what:
        "drawn JPEG files (128x64) to unit rows: decode, resize, normalise, ResNet-50 and neck in evaluation; seconds an image",
      size,
      sides: results,
    };
  },
  table({ size, sides }) {
    const [first] = sides as [SideResult];
    const wide = Math.max(...sides.map(({ name }) => name.length)) + 2;
    return [
      `embedding ${size.images} JPEG files as ${size.height}x${size.width}, batches of ${size.batch}, median of ${first.seconds.length}`,
      ...sides.map(({ name, median, peakGB }) =>
        `${name.padEnd(wide)}${(1 / median).toFixed(1).padStart(7)} images/s  ${
          (first.median / median).toFixed(2).padStart(5)
        } x the first  ${
          peakGB === null ? "" : `${peakGB.toFixed(1)} GB at most`
        }`
      ),
    ];
  },
});

/** So many files of the demo's drawn training images, the first ones again where there are fewer. */
async function filesOf(count: number): Promise<string[]> {
  const { train } = (await openData(presets.demo.recipe)).training;
  return Array.from(
    { length: count },
    (_, at) => train[at % train.length]!.path,
  );
}

/** The kit's own embedding: folding and recording are part of each run. */
function kitEmbedding(
  engine: EngineChoice,
  paths: readonly string[],
  { batch, height, width }: EmbedSize,
): Side {
  const model = modelOf(RECIPE);
  const first = initialValues(RECIPE, random(1), 10);
  const learner = createLearner(first, optimizerOf(RECIPE));
  const samples = paths.map((path) => ({ path, person: 1, camera: 1 }));
  let most = 0;
  return {
    name: `kit ${kitVersion}, ${engine.name}, batch norms folded`,
    async run() {
      const start = performance.now();
      const input = imagenetInput({ height, width });
      const blocks = readImages(samples, input, { block: batch });
      await embedImages(model, learner, blocks, {
        onProgress: () => most = Math.max(most, Deno.memoryUsage().rss),
      });
      return (performance.now() - start) / 1000 / paths.length;
    },
    end() {
      disposeLearner(learner);
      return Promise.resolve(engine.name === "webgpu" ? null : most / 1e9);
    },
  };
}

/** PyTorch's, in a process of its own that waits for its turn. */
async function torchEmbedding(
  python: string,
  layout: "nchw" | "channels_last",
  paths: readonly string[],
  { batch, height, width }: EmbedSize,
): Promise<Side> {
  const list = await Deno.makeTempFile({ suffix: ".txt" });
  await Deno.writeTextFile(list, paths.join("\n"));
  const workers = navigator.hardwareConcurrency;
  const child = await startChild(python, [
    new URL("./torch_embed.py", import.meta.url).pathname,
    list,
    ...[batch, height, width, RECIPE.model.lastStride].map(String),
    layout,
    `${workers}`,
  ], "install torch==2.13.0 and pillow there or pass --python");
  return {
    name: `${child.first.split(" threads")[0]}, inference_mode, ${layout}`,
    run: async () => Number(await child.ask("go")),
    async end() {
      const most = Number(await child.end("end"));
      await Deno.remove(list);
      return most;
    },
  };
}
