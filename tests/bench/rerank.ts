import { UsageError } from "../../tasks/flags.ts";
import { startChild } from "./child.ts";
import type { Side } from "./harness.ts";
import {
  type RaceTable,
  raceTable,
  type Telling,
  tellTable,
} from "./race_table.ts";
import type { ReRankSize } from "./rerank_case.ts";
import { subject } from "./subject.ts";

/** How far the mean distances of the sides may be apart: NumPy's tables are float32. */
const ALLOWED = 1e-4;

/** The most images that dense tables are made of: six of them have 15 GB then. */
const DENSE = 25_000;

const TELLING: Telling<ReRankSize> = {
  title: ({ queries, gallery, embed }) =>
    `re-ranking ${queries} x ${gallery} vectors of ${embed}`,
  pace: (_, seconds) => `${seconds.toFixed(1)} s`,
};

/** Vectors to re-ranked distances, the product included. */
export const rerank = subject({
  summary:
    "Times re-ranking, vectors to new distances, beside dense tables in NumPy where these fit in memory.",
  flags: {
    sizes: {
      group: "Size",
      type: "string",
      placeholder: "QxGxE,...",
      default: "3368x15913x1024,11659x82161x2048",
      help: "queries, gallery images and numbers of a vector of each",
    },
  },
  async race(flags, engine, keep) {
    const { quick, python } = flags;
    const plan = {
      ...TELLING,
      what:
        "k-reciprocal re-ranking with k1 20, k2 6, lambda 0.3, vectors given: neighbours, weights and every query's new distances, seconds; memory with the vectors",
      warmUp: 0,
      sizes: rerankSizes(quick ? "9x60x8" : flags.sizes),
      sides: (size: ReRankSize) => {
        const means: number[] = [];
        return [
          () => sideOf(Deno.execPath(), kitArgs(engine.name), size, means),
          ...python !== undefined && size.queries + size.gallery <= DENSE
            ? [() => sideOf(python, PYTHON, size, means)]
            : [],
        ];
      },
    };
    return await raceTable(plan, flags, engine, keep);
  },
  table: (kept: RaceTable<ReRankSize>) => tellTable(kept, TELLING),
});

const PYTHON = [new URL("./numpy_rerank.py", import.meta.url).pathname];

function kitArgs(engine: string): string[] {
  const path = new URL("./rerank_side.ts", import.meta.url).pathname;
  return ["run", "--no-prompt", "--allow-all", path, engine];
}

/** A side; each run's mean distance must be that of the first run of all. */
async function sideOf(
  program: string,
  args: readonly string[],
  { queries, gallery, embed }: ReRankSize,
  means: number[],
): Promise<Side> {
  const size = [queries, gallery, embed].map(String);
  const cure = "install numpy there or pass --python";
  const child = await startChild(program, [...args, ...size], cure);
  return {
    name: child.first,
    async run() {
      const seconds = Number(await child.ask("go"));
      const mean = Number(await child.ask("mean"));
      means.push(mean);
      if (Math.abs(mean - means[0]!) <= ALLOWED) return seconds;
      await child.end("end");
      throw new Error(
        `Cannot time ${child.first} as all sides must have the same mean distance within ${ALLOWED}: it has ${mean}, the first had ${
          means[0]
        }`,
      );
    },
    end: async () => JSON.parse(await child.end("end")),
  };
}

/**
 * Reads "3368x15913x1024,11659x82161x2048".
 *
 * @param text The value of --sizes.
 * @throws {UsageError} If it is not of that form, or there are fewer than 20 images.
 */
export function rerankSizes(text: string): ReRankSize[] {
  return text.split(",").map((one) => {
    const [, ...numbers] = /^(\d+)x(\d+)x(\d+)$/.exec(one.trim()) ?? [];
    const [queries = 0, gallery = 0, embed = 0] = numbers.map(Number);
    if (queries >= 1 && gallery >= 20 && embed >= 1) {
      return { queries, gallery, embed };
    }
    throw new UsageError(
      `Cannot read --sizes as each must be like 3368x15913x1024, of at least 20 images in the gallery: one is "${one}"`,
    );
  });
}
