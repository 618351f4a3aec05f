import { assertEquals, assertRejects } from "@std/assert";
import { fillTable, readTable } from "../../lib/study/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

interface Settings {
  readonly base: number;
  readonly more?: { readonly a: number; readonly b: number };
}

/** Fills a table of squares; which bases were run, and what was yielded. */
async function fill(
  path: string,
  rows: readonly { name: string; settings: Settings }[],
  signal?: AbortSignal,
) {
  const ran: number[] = [];
  const filled: [name: string, result: number, kept: boolean][] = [];
  const rowsFilled = fillTable({
    path,
    rows,
    run: ({ base }: Settings) => {
      ran.push(base);
      return Promise.resolve(base * base);
    },
    environment: { cores: 2 },
    ...(signal ? { signal } : {}),
  });
  for await (const { name, result, kept } of rowsFilled) {
    filled.push([name, result, kept]);
  }
  return { ran, filled };
}

const planned = (...bases: number[]) =>
  bases.map((base) => ({ name: `row ${base}`, settings: { base } }));

Deno.test("fillTable() goes on where it stopped", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/table.json`;
  const first = await fill(path, planned(1, 2));
  assertEquals(first.ran, [1, 2]);
  const second = await fill(path, planned(3, 1, 2, 4));
  assertEquals(second.ran, [3, 4]);
  assertEquals(second.filled, [
    ["row 3", 9, false],
    ["row 1", 1, true],
    ["row 2", 4, true],
    ["row 4", 16, false],
  ]);
  assertEquals(
    (await readTable(path)).map(({ name }) => name),
    ["row 1", "row 2", "row 3", "row 4"],
  );
});

Deno.test("fillTable() runs a row again if its settings changed, in its place", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/table.json`;
  const rows = (more: { a: number; b: number }) => [
    { name: "one", settings: { base: 3, more } },
    { name: "two", settings: { base: 4 } },
  ];
  await fill(path, rows({ a: 1, b: 2 }));
  assertEquals((await fill(path, rows({ b: 2, a: 1 }))).ran, []);
  assertEquals((await fill(path, rows({ a: 1, b: 3 }))).ran, [3]);
  const table = await readTable<Settings, number>(path);
  assertEquals(table.map(({ name }) => name), ["one", "two"]);
  assertEquals(table[0]!.settings.more, { a: 1, b: 3 });
});

Deno.test("fillTable() keeps settings, result, environment, date and rows not asked for", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/table.json`;
  await fill(path, planned(1, 2));
  await fill(path, planned(5));
  const [row, , last] = await readTable<Settings, number>(path);
  assertEquals(last!.name, "row 5");
  const { environment, seconds, ...rest } = row!;
  assertEquals(rest, { name: "row 1", settings: { base: 1 }, result: 1 });
  assertEquals(environment.cores, 2);
  assertEquals(Number.isNaN(Date.parse(`${environment.date}`)), false);
  assertEquals(typeof seconds, "number");
});

Deno.test("fillTable() ends after the row under way", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/table.json`;
  const stop = new AbortController();
  const ran: number[] = [];
  const rows = fillTable({
    path,
    rows: planned(1, 2, 3),
    run: ({ base }: Settings) => {
      ran.push(base);
      if (base === 2) stop.abort();
      return Promise.resolve(base);
    },
    environment: {},
    signal: stop.signal,
  });
  assertEquals((await Array.fromAsync(rows)).length, 2);
  assertEquals(ran, [1, 2]);
  assertEquals((await readTable(path)).length, 2);
});

Deno.test("fillTable() keeps what another process wrote meanwhile", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/table.json`;
  const ran: number[] = [];
  const rows = fillTable({
    path,
    rows: planned(1, 2, 3),
    run: async ({ base }: Settings) => {
      ran.push(base);
      if (base === 1) await fill(path, planned(2, 9));
      return base * base;
    },
    environment: {},
  });
  assertEquals((await Array.fromAsync(rows)).map(({ kept }) => kept), [
    false,
    true,
    false,
  ]);
  assertEquals(ran, [1, 3]);
  assertEquals(
    (await readTable(path)).map(({ name }) => name),
    ["row 2", "row 9", "row 1", "row 3"],
  );
});

Deno.test("fillTable() keeps nothing of a row that says null", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/table.json`;
  const rows = fillTable({
    path,
    rows: planned(1, 2),
    run: ({ base }: Settings) => Promise.resolve(base === 2 ? null : base),
    environment: {},
  });
  assertEquals((await Array.fromAsync(rows)).length, 1);
  assertEquals((await readTable(path)).length, 1);
});

Deno.test("fillTable() keeps the rows before a failure", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/table.json`;
  const rows = fillTable({
    path,
    rows: planned(1, 2),
    run: ({ base }: Settings) =>
      base === 2
        ? Promise.reject(new Error("no luck"))
        : Promise.resolve({ base }),
    environment: {},
  });
  await assertRejects(() => Array.fromAsync(rows), Error, "no luck");
  assertEquals((await readTable(path)).length, 1);
});

Deno.test("fillTable() refuses names twice and numbers that JSON loses", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/table.json`;
  await assertRejects(
    () => fill(path, [...planned(1), ...planned(1)]),
    RangeError,
    `Cannot fill the table "${path}" as its rows must have names of their own: "row 1" is there twice`,
  );
  const rows = fillTable({
    path,
    rows: planned(1),
    run: () => Promise.resolve({ angles: { own: [1, NaN] } }),
    environment: {},
  });
  await assertRejects(
    () => Array.fromAsync(rows),
    TypeError,
    `Cannot keep "row 1" in the table "${path}" as numbers must be finite: result.angles.own.1 is NaN, use null`,
  );
});

Deno.test("readTable() refuses what is not a table", async () => {
  await using box = await sandbox();
  const half = await box.write("half.json", "[{");
  await assertRejects(
    () => readTable(half),
    TypeError,
    `Cannot read the table "${half}" as it must be JSON: `,
  );
  const other = await box.write("other.json", '[{"name":"a"}]');
  await assertRejects(
    () => readTable(other),
    TypeError,
    `Cannot read the table "${other}" as it must be a list of rows with name, settings and result: move the file away`,
  );
  await assertRejects(
    () => readTable(box.folder),
    Error,
    `Cannot read the table "${box.folder}" as`,
  );
});
