import { presets } from "../../lib/recipe/mod.ts";
import { openData } from "../../lib/run/mod.ts";
import { kitSide, listSide, sideOf } from "./child.ts";
import type { Side } from "./harness.ts";
import {
  type RaceTable,
  raceTable,
  type Telling,
  tellTable,
} from "./race_table.ts";
import { type ImageSize, sizesFlag, sizesOf, sizeText } from "./sizes.ts";
import { subject } from "./subject.ts";

/** What is embedded: so many images, in batches of a size. */
interface EmbedSize extends ImageSize {
  /** Images altogether. */
  readonly images: number;
}

const TELLING: Telling<EmbedSize> = {
  title: (size) =>
    `embedding ${size.images} JPEG files, batches of ${sizeText(size)}`,
  pace: (_, seconds) => `${(1 / seconds).toFixed(1)} images/s`,
};

/** JPEG files to unit rows by the full net. */
export const embedding = subject({
  summary:
    "Times embedding by the full ResNet-50, JPEG files to vectors, beside PyTorch.",
  flags: {
    sizes: sizesFlag("64:256x128"),
    images: {
      group: "Size",
      type: "integer",
      least: 1,
      default: 512,
      help: "images a round",
    },
  },
  async race(flags, engine, keep) {
    const { quick, python } = flags;
    const images = quick ? 12 : flags.images;
    const paths = await filesOf(images);
    const plan = {
      ...TELLING,
      what:
        "drawn JPEG files (128x64) to unit rows: decode, resize, normalise, ResNet-50 and neck in evaluation; seconds an image",
      warmUp: 1,
      sizes: sizesOf(quick ? "2:64x32" : flags.sizes, 32)
        .map((size): EmbedSize => ({ images, ...size })),
      sides: (size: EmbedSize) => [
        () => kitEmbedding(engine.name, paths, size),
        ...python === undefined
          ? []
          : (["nchw", "channels_last"] as const).map((layout) => () =>
            torchEmbedding(python, layout, paths, size)
          ),
      ],
    };
    return await raceTable(plan, flags, engine, keep);
  },
  table: (kept: RaceTable<EmbedSize>) => tellTable(kept, TELLING),
});

/** So many files of the demo's drawn training images, the first ones again where there are fewer. */
async function filesOf(count: number): Promise<string[]> {
  const { train } = (await openData(presets.demo.recipe)).training;
  return Array.from(
    { length: count },
    (_, at) => train[at % train.length]!.path,
  );
}

/** The kit's own embedding. */
function kitEmbedding(
  engine: string,
  paths: readonly string[],
  { batch, height, width }: EmbedSize,
): Promise<Side> {
  const size = [batch, height, width].map(String);
  return listSide(
    paths,
    (list) => kitSide("embed_side.ts", [engine, list, ...size]),
  );
}

/** PyTorch's; the memory of its workers is not counted. */
async function torchEmbedding(
  python: string,
  layout: "nchw" | "channels_last",
  paths: readonly string[],
  { batch, height, width }: EmbedSize,
): Promise<Side> {
  const side = await listSide(paths, (list) =>
    sideOf(python, [
      new URL("./torch_embed.py", import.meta.url).pathname,
      list,
      ...[batch, height, width, LAST_STRIDE].map(String),
      layout,
      `${navigator.hardwareConcurrency}`,
    ], "install torch==2.13.0 and pillow there or pass --python"));
  const said = side.name.split(" threads")[0];
  return { ...side, name: `${said}, inference_mode, ${layout}` };
}

/** As the recipe has it that embed_side.ts takes. */
const LAST_STRIDE = presets.paper.recipe.model.lastStride;
