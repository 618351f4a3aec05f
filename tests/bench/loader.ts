import { imagenetInput, loader, relabel } from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import { openData } from "../../lib/run/mod.ts";
import { uniform } from "../../lib/sampler/mod.ts";
import { progress } from "../../tasks/terminal.ts";
import { startChild } from "./child.ts";
import { race, type Side, type SideResult } from "./harness.ts";
import { subject } from "./subject.ts";

/** What is loaded: how many images a batch, of what size. */
interface LoaderSize {
  /** Images a batch. */
  readonly batch: number;
  /** Rows of an image. */
  readonly height: number;
  /** Columns of an image. */
  readonly width: number;
}

/**
 * How often an epoch reads each drawn file: an epoch of a real data set is
 * longer, and the kit starts its threads anew in each, where torch's stay.
 */
const TIMES = 4;

/** JPEG files to training batches, alone. */
export const loading = subject({
  summary:
    "Times the loader alone, JPEG files to varied batches, beside a torch DataLoader with PIL.",
  flags: {
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
      least: 8,
      default: 256,
      help: "rows of an image",
    },
    width: {
      group: "Size",
      type: "integer",
      least: 8,
      default: 128,
      help: "columns of an image",
    },
  },
  async race(flags) {
    const size: LoaderSize = flags.quick
      ? { batch: 4, height: 32, width: 16 }
      : { batch: flags.batch, height: flags.height, width: flags.width };
    const { paths, sides } = await loaders(size, flags.python, flags.quick);
    const rounds = flags.quick ? 1 : flags.rounds;
    const bar = progress({ label: "race", total: rounds, unit: "rounds" });
    const results = await race(sides, rounds, 1, (round, seconds) => {
      const all = seconds.map((value) => `${(1 / value).toFixed(0)} images/s`);
      bar.update(round + 1, all.join("  "));
    });
    bar.end();
    return {
      what:
        "an epoch, each drawn JPEG file (128x64) four times: decode, resize to 9/8, crop, mirror, normalise; seconds an image",
      size: { ...size, images: paths },
      sides: results,
    };
  },
  table({ size, sides }) {
    const [first] = sides as [SideResult];
    const wide = Math.max(...sides.map(({ name }) => name.length)) + 2;
    return [
      `loading ${size.images} JPEG images as ${size.height}x${size.width}, batches of ${size.batch}, median of ${first.seconds.length}`,
      ...sides.map(({ name, median }) =>
        `${name.padEnd(wide)}${(1 / median).toFixed(0).padStart(7)} images/s  ${
          (first.median / median).toFixed(2).padStart(5)
        } x the first`
      ),
    ];
  },
});

/** Both loaders over the demo's drawn training images; torch's only where there is a Python. */
async function loaders(
  size: LoaderSize,
  python: string | undefined,
  quick: boolean,
): Promise<{ paths: number; sides: Side[] }> {
  const { train } = (await openData(presets.demo.recipe)).training;
  const samples = quick ? train.slice(0, 16) : Array(TIMES).fill(train).flat();
  const { batch, height, width } = size;
  const rng = random(1);
  const labels = relabel(samples);
  const { epoch } = loader({
    samples,
    labels,
    input: imagenetInput({ height, width }),
    random: rng,
    cacheBytes: 0,
  });
  const sampler = uniform(samples.length, rng.split("sampler"), { batch });
  let round = 0;
  const sides: Side[] = [{
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
  }];
  if (python !== undefined) {
    const list = await Deno.makeTempFile({ suffix: ".txt" });
    await Deno.writeTextFile(
      list,
      samples.map(({ path }) => path).join("\n"),
    );
    const child = await startChild(python, [
      new URL("./torch_loader.py", import.meta.url).pathname,
      list,
      ...[batch, height, width, navigator.hardwareConcurrency].map(String),
    ], "install torch==2.13.0 and pillow there or pass --python");
    sides.push({
      name: child.first,
      run: async () => Number(await child.ask("go")),
      end: async () => {
        await child.end("end");
        await Deno.remove(list);
        return null;
      },
    });
  }
  return { paths: samples.length, sides };
}
