import { UsageError } from "../../tasks/flags.ts";
import { startChild } from "./child.ts";
import type { Side } from "./harness.ts";
import {
  type RaceTable,
  raceTable,
  type Telling,
  tellTable,
} from "./race_table.ts";
import type { RankingSize } from "./ranking_case.ts";
import { subject } from "./subject.ts";

/** How far the sides' scores may differ: torchreid's sums are float32. */
const ALLOWED = 1e-3;

const TELLING: Telling<RankingSize> = {
  title: ({ queries, gallery, embed, apart }) =>
    embed === 0
      ? `scoring ${queries} x ${gallery} similarities, a person's ${apart} apart`
      : `scoring ${queries} x ${gallery} vectors of ${embed}, ${apart} of them the person's`,
  pace: (_, seconds) => `${seconds.toFixed(3)} s`,
};

/** Similarities, or vectors, to all scores. */
export const ranking = subject({
  summary:
    "Times ranking and scoring, from similarities and from vectors, beside evaluations that sort by NumPy.",
  flags: {
    sizes: {
      group: "Size",
      type: "string",
      placeholder: "QxG:A,QxGxE:A",
      default: "3368x19732:0.4,3368x19732:0,3368x19732x1024:0.3",
      help:
        "queries, gallery images and numbers of a vector (none: similarities are given); how far apart persons are",
    },
  },
  async race(flags, engine, keep) {
    const { quick, python } = flags;
    const library = python === undefined ? undefined : await compiled();
    const plan = {
      ...TELLING,
      what:
        "all scores of a gallery search, seconds: similarities given, or vectors with their matrix product",
      warmUp: 1,
      sizes: rankingSizes(quick ? "9x60:0.2,9x60x8:0.5" : flags.sizes),
      sides: (size: RankingSize) => {
        const agreed: Scores[] = [];
        return [
          () => sideOf(Deno.execPath(), kitArgs(engine.name), size, agreed),
          ...(python === undefined ? [] : ["numpy", library ?? []].flat()).map((
            way,
          ) =>
          () => sideOf(python!, [...PYTHON, way], size, agreed)),
        ];
      },
    };
    try {
      return await raceTable(plan, flags, engine, keep);
    } finally {
      if (library !== undefined) await Deno.remove(library);
    }
  },
  table: (kept: RaceTable<RankingSize>) => tellTable(kept, TELLING),
});

interface Scores {
  readonly rank1: number;
  readonly map: number;
}

const PYTHON = [new URL("./numpy_ranking.py", import.meta.url).pathname];

function kitArgs(engine: string): string[] {
  const path = new URL("./ranking_side.ts", import.meta.url).pathname;
  return ["run", "--no-prompt", "--allow-all", path, engine];
}

/** A side, once its scores are those of the side before it. */
async function sideOf(
  program: string,
  args: readonly string[],
  { queries, gallery, embed, apart }: RankingSize,
  agreed: Scores[],
): Promise<Side> {
  const size = [queries, gallery, embed, apart].map(String);
  const cure = "install numpy there or pass --python";
  const child = await startChild(program, [...args, ...size], cure);
  const { name, scores }: { name: string; scores: Scores } = JSON.parse(
    child.first,
  );
  const [other = scores] = agreed;
  const apartBy = Math.max(
    Math.abs(scores.rank1 - other.rank1),
    Math.abs(scores.map - other.map),
  );
  if (!(apartBy <= ALLOWED)) {
    await child.end("end");
    throw new Error(
      `Cannot time ${name} as all sides must have the same scores within ${ALLOWED}: they differ by ${apartBy}`,
    );
  }
  agreed.push(scores);
  return {
    name,
    run: async () => Number(await child.ask("go")),
    end: async () => JSON.parse(await child.end("end")),
  };
}

/** ranking.c as a library; undefined, with a word on it, where there is no compiler. */
async function compiled(): Promise<string | undefined> {
  const compiler = Deno.env.get("CC") ?? "cc";
  const library = await Deno.makeTempFile({ suffix: ".so" });
  const source = new URL("./ranking.c", import.meta.url).pathname;
  const args = ["-O3", "-march=native", "-shared", "-fPIC", "-o", library];
  const fault = await new Deno.Command(compiler, { args: [...args, source] })
    .output()
    .then(({ success, stderr }) =>
      success ? undefined : new TextDecoder().decode(stderr).trim()
    )
    .catch((error: Error) => error.message);
  if (fault === undefined) return library;
  await Deno.remove(library);
  console.error(
    `note     torchreid's steps are left out, they need a C compiler: ${fault}`,
  );
}

/** Reads "3368x19732:0.4,3368x19732x1024:0.3". */
export function rankingSizes(text: string): RankingSize[] {
  return text.split(",").map((one) => {
    const [, ...numbers] =
      /^(\d+)x(\d+)(?:x(\d+))?:(\d+(?:\.\d+)?)$/.exec(one.trim()) ?? [];
    const [queries = 0, gallery = 0, embed, apart = 0] = numbers.map(Number);
    if (queries >= 2 && gallery >= 20 && embed !== 0) {
      return { queries, gallery, embed: embed || 0, apart };
    }
    throw new UsageError(
      `Cannot read --sizes as each must be like 3368x19732:0.4 or 3368x19732x1024:0.3, of at least 2 queries and 20 images: one is "${one}"`,
    );
  });
}
