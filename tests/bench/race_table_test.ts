import { assertEquals, assertRejects } from "@std/assert";
import type { EngineChoice } from "../../lib/engine/mod.ts";
import { UsageError } from "../../tasks/flags.ts";
import type { Side } from "./harness.ts";
import {
  type RacePlan,
  type RaceTable,
  raceTable,
  tellTable,
} from "./race_table.ts";

interface Size {
  readonly batch: number;
}

const on = (name: string) => ({ name } as EngineChoice);
const flags = { rounds: 3, quick: false, resume: false };

/** A plan whose sides take as many seconds as their place and the batch say; `started` fills. */
function plan(batches: number[], sides = 2) {
  const started: string[] = [];
  const side = (size: Size, place: number): Side => {
    started.push(`${size.batch}/${place}`);
    let run = 0;
    return {
      name: `side ${place}`,
      run: () => Promise.resolve(size.batch * (place + 1) + run++),
      end: () => Promise.resolve(place === 0 ? 1.25 : null),
    };
  };
  const of: RacePlan<Size> = {
    what: "a test",
    warmUp: 1,
    sizes: batches.map((batch) => ({ batch })),
    sides: (size) =>
      Array.from(
        { length: sides },
        (_, place) => () => Promise.resolve(side(size, place)),
      ),
    title: ({ batch }) => `batch ${batch}`,
    pace: ({ batch }, seconds) => `${(batch / seconds).toFixed(2)} a second`,
  };
  return { of, started };
}

/** Races into a file as deno task bench does. */
async function raced(
  { of }: ReturnType<typeof plan>,
  save: string,
  more: Partial<typeof flags> = {},
  date = "today",
  engine = on("cpu"),
) {
  const seen: number[] = [];
  const kept = await raceTable(of, { ...flags, save, ...more }, engine, (t) => {
    seen.push(t.rows.length);
    const environment = { engine: engine.name, date };
    return Deno.writeTextFile(save, JSON.stringify({ ...t, environment }));
  });
  return { kept, seen };
}

async function inFile(body: (file: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await body(`${folder}/kept.json`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("raceTable() keeps a row when it is there", async () => {
  await inFile(async (file) => {
    const { kept, seen } = await raced(plan([2, 4]), file);
    assertEquals(seen, [1, 2]);
    assertEquals(kept.rows[1], {
      size: { batch: 4 },
      sides: [
        { name: "side 0", seconds: [5, 6, 7], median: 6, peakGB: 1.25 },
        { name: "side 1", seconds: [9, 10, 11], median: 10, peakGB: null },
      ],
    });
  });
});

Deno.test("raceTable() goes on with rows that are there, and says when they were raced", async () => {
  await inFile(async (file) => {
    await raced(plan([2, 4]), file, {}, "yesterday");
    const next = plan([4, 8]);
    const { kept, seen } = await raced(next, file, { resume: true });
    assertEquals([next.started, seen], [["8/0", "8/1"], [3]]);
    assertEquals(
      kept.rows.map(({ size, environment }) => [size.batch, environment?.date]),
      [[2, "yesterday"], [4, "yesterday"], [8, undefined]],
    );
    const third = await raced(plan([16]), file, { resume: true }, "tomorrow");
    assertEquals(
      third.kept.rows.map(({ environment }) => environment?.date),
      ["yesterday", "yesterday", "today", undefined],
    );
  });
});

Deno.test("raceTable() races a row again that has other sides, and all rows without --resume", async () => {
  await inFile(async (file) => {
    await raced(plan([2, 4], 1), file);
    const wider = plan([2]);
    const { kept } = await raced(wider, file, { resume: true });
    assertEquals(wider.started, ["2/0", "2/1"]);
    assertEquals(kept.rows.map(({ sides }) => sides.length), [2, 1]);
    const anew = await raced(plan([4]), file);
    assertEquals(anew.kept.rows.map(({ size }) => size.batch), [4]);
  });
});

Deno.test("raceTable() races a row again for other rounds, and lets other rows have theirs", async () => {
  await inFile(async (file) => {
    await raced(plan([2, 4]), file);
    const longer = plan([2]);
    const { kept } = await raced(longer, file, { resume: true, rounds: 5 });
    assertEquals(longer.started, ["2/0", "2/1"]);
    assertEquals(
      kept.rows.map(({ sides }) => sides[0]!.seconds.length),
      [5, 3],
    );
  });
});

Deno.test("raceTable() goes on with nothing else than its own race", async () => {
  await inFile(async (file) => {
    const first = await raced(plan([2]), file, { resume: true });
    assertEquals(first.kept.rows.length, 1); // no file is no earlier row
    await assertRejects(
      () => raced(plan([2]), file, { resume: true }, "today", on("wasm")),
      RangeError,
      `Cannot go on with the rows of "${file}" as they must be of wasm: they are of cpu, pass another --save`,
    );
    await assertRejects(
      () =>
        raceTable(
          plan([2]).of,
          { ...flags, resume: true },
          on("cpu"),
          () => Promise.resolve(),
        ),
      UsageError,
      "Cannot go on with rows as there must be a file of them: add --save FILE",
    );
  });
});

Deno.test("tellTable() tells a line a side beside the first", () => {
  const kept: RaceTable<Size> = {
    what: "a test",
    rows: [{
      size: { batch: 4 },
      sides: [
        { name: "kit", seconds: [2, 2], median: 2, peakGB: 1.25 },
        { name: "torch", seconds: [4, 4], median: 4, peakGB: null },
      ],
    }],
  };
  assertEquals(tellTable(kept, plan([]).of), [
    "batch 4, median of 2",
    "kit       2.00 a second   1.00 x the first  1.3 GB at most",
    "torch     1.00 a second   0.50 x the first",
  ]);
});
