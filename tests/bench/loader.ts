import {
  imagenetInput,
  loader,
  relabel,
  type Sample,
} from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import { openData } from "../../lib/run/mod.ts";
import { uniform } from "../../lib/sampler/mod.ts";
import { listSide, sideOf } from "./child.ts";
import type { Side } from "./harness.ts";
import {
  type RaceTable,
  raceTable,
  type Telling,
  tellTable,
} from "./race_table.ts";
import { type ImageSize, sizesFlag, sizesOf, sizeText } from "./sizes.ts";
import { subject } from "./subject.ts";

/** What is loaded: an epoch of so many images, in batches of a size. */
interface LoaderSize extends ImageSize {
  /** Images an epoch. */
  readonly images: number;
}

/**
 * How often an epoch reads each drawn file: an epoch of a real data set is
 * longer, and the kit starts its threads anew in each, where torch's stay.
 */
const TIMES = 4;

const TELLING: Telling<LoaderSize> = {
  title: (size) =>
    `loading ${size.images} JPEG images, batches of ${sizeText(size)}`,
  pace: (_, seconds) => `${(1 / seconds).toFixed(0)} images/s`,
};

/** JPEG files to training batches, alone. */
export const loading = subject({
  summary:
    "Times the loader alone, JPEG files to varied batches, beside a torch DataLoader with PIL.",
  flags: { sizes: sizesFlag("64:256x128,32:128x64") },
  async race(flags, engine, keep) {
    const { quick, python } = flags;
    const { train } = (await openData(presets.demo.recipe)).training;
    const samples = quick
      ? train.slice(0, 16)
      : Array<typeof train>(TIMES).fill(train).flat();
    const plan = {
      ...TELLING,
      what:
        "an epoch, each drawn JPEG file (128x64) four times: decode, resize to 9/8, crop, mirror, normalise; seconds an image",
      warmUp: 1,
      sizes: sizesOf(quick ? "4:32x16" : flags.sizes, 8)
        .map((size): LoaderSize => ({ images: samples.length, ...size })),
      sides: (size: LoaderSize) => [
        () => Promise.resolve(kitLoader(samples, size)),
        ...python === undefined
          ? []
          : [() => torchLoader(python, samples, size)],
      ],
    };
    return await raceTable(plan, flags, engine, keep);
  },
  table: (kept: RaceTable<LoaderSize>) => tellTable(kept, TELLING),
});

/** The kit's own; it works in threads, so that it stands in this process. */
function kitLoader(
  samples: readonly Sample[],
  { batch, height, width }: LoaderSize,
): Side {
  const rng = random(1);
  const { epoch } = loader({
    samples,
    labels: relabel(samples),
    input: imagenetInput({ height, width }),
    random: rng,
    cacheBytes: 0,
  });
  const sampler = uniform(samples.length, rng.split("sampler"), { batch });
  let round = 0;
  return {
    name: "kit",
    async run() {
      const batches = sampler.epoch(round);
      const start = performance.now();
      let images = 0;
      for await (const { label } of epoch(round, batches)) {
        images += label.length;
      }
      round++;
      return (performance.now() - start) / 1000 / images;
    },
    end: () => Promise.resolve(null),
  };
}

/** A torch DataLoader, with a worker a core. */
function torchLoader(
  python: string,
  samples: readonly Sample[],
  { batch, height, width }: LoaderSize,
): Promise<Side> {
  return listSide(samples.map(({ path }) => path), (list) =>
    sideOf(python, [
      new URL("./torch_loader.py", import.meta.url).pathname,
      list,
      ...[batch, height, width, navigator.hardwareConcurrency].map(String),
    ], "install torch==2.13.0 and pillow there or pass --python"));
}
