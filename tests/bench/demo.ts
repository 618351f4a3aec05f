import { TINY_SET } from "../_kit/tiny_set.ts";
import { drawPedestrians } from "../../lib/data/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import { openData } from "../../lib/run/mod.ts";
import { kitSide } from "./child.ts";
import {
  type RaceTable,
  raceTable,
  type Telling,
  tellTable,
} from "./race_table.ts";
import { subject } from "./subject.ts";

/** What is trained. */
interface DemoSize {
  /** The recipe, and what else is changed. */
  readonly recipe: string;
}

const TELLING: Telling<DemoSize> = {
  title: ({ recipe }) => `deno task train, ${recipe}, from start to scores`,
  pace: (_, seconds) => `${seconds.toFixed(1)} s`,
};

/** The demo of README as its user runs it, compiled and as it was before: eager. */
export const demo = subject({
  summary:
    "Times deno task train, a whole process, beside deno task train --eager.",
  flags: {},
  async race(flags, engine, keep) {
    const native = engine.name === "tensorflow" || engine.name === "webgpu";
    const recipe = native ? "demo" : "demo_small";
    const set = flags.quick ? await tinySet() : undefined;
    // Drawn before the first run, so that it falls on neither side.
    if (set === undefined) await openData(presets[recipe].recipe);
    const words = ["--engine", engine.name, "--recipe"];
    if (set === undefined) words.push(recipe);
    else words.push("demo_small", "--data", set, ...TINY);
    const plan = {
      ...TELLING,
      what:
        "deno task train from its start to its end, images drawn before; seconds of the whole process, a fresh run folder each time",
      warmUp: 0,
      sizes: [{ recipe: set === undefined ? recipe : "a tiny one" }],
      sides: () => [
        () => kitSide("demo_side.ts", words),
        () => kitSide("demo_side.ts", [...words, "--eager"]),
      ],
    };
    try {
      return await raceTable(plan, flags, engine, keep);
    } finally {
      if (set !== undefined) await Deno.remove(set, { recursive: true });
    }
  },
  table: (kept: RaceTable<DemoSize>) => tellTable(kept, TELLING),
});

/** One step of a slim net. */
const TINY = [
  ...["--width", "0.0625", "--input", "32x16", "--persons", "8"],
  ...["--images", "6", "--epochs", "1", "--held-out", "0"],
];

/** Eight persons to train on, six pictures of each. */
async function tinySet(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "spherereid-demo-" });
  await drawPedestrians(folder, TINY_SET);
  return folder;
}
