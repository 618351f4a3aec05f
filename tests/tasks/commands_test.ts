import { assert, assertEquals, assertMatch } from "@std/assert";
import { asUser, names, onlyRun, place, tiny, tinySet } from "./as_user.ts";

Deno.test("every task's --help begins with an example of its own", async () => {
  const tasks = [
    "train",
    "evaluate",
    "export",
    "embed",
    "search",
    "score",
    "draw",
    "doctor",
    "compare",
    "study",
    "report",
    "bench",
    "soak",
    "setup",
    "weights",
    "notebooks",
    "lab",
    "book",
  ];
  for (const task of tasks as ("train" | "draw")[]) {
    const { code, out, err } = await asUser(task, ["--help"]);
    assertEquals([code, err], [0, ""]);
    const [heading, example] = out.split("\n");
    assertMatch(heading!, /^Examples?$/);
    assert(example!.startsWith(`  deno task ${task}`));
    assertMatch(out, /\nExit codes\n {2}0 {3}done\n/);
  }
});

Deno.test("deno task train --dry-run prints shapes, parameters, memory and pace, and writes nothing", async () => {
  const out = `${place}/runs-dry`;
  const flags = await tiny("--dry-run", "--out", out);
  const said = await asUser("train", flags);
  assertEquals(said.code, 0, said.err);
  assertMatch(said.out, /^image +\[48,32,16,3\]$/m);
  assertMatch(said.out, /^embedding +\[48,\d+\] +\d+$/m);
  assertMatch(said.out, /^stem +\[48,8,4,4\] +\d+$/m);
  assertMatch(said.out, /^parameters [\d,]+ /m);
  assertMatch(said.out, /^memory +\d+\.\d+ GB/m);
  assertMatch(said.out, /^step +\d+\.\d+ s, \d+\.\d images\/s$/m);
  assertEquals(names(out), []);
  const report = JSON.parse((await asUser("train", [...flags, "--json"])).out);
  assert(report.parameters > 1e5);
  assert(report.memoryGB > 0 && report.secondsPerStep > 0);
});

Deno.test("deno task train --json keeps stdout for the result, and talk is plain lines on stderr", async () => {
  const out = `${place}/runs-json`;
  for (const env of [{}, { NO_COLOR: "1" }]) {
    const said = await asUser("train", await tiny("--json", "--out", out), {
      env,
    });
    assertEquals(said.code, 0, said.err);
    const summary = JSON.parse(said.out);
    assertEquals(said.out.trimEnd().split("\n").length, 1);
    const { summary: path } = onlyRun(out);
    assertEquals(summary, JSON.parse(Deno.readTextFileSync(path)));
    // deno-lint-ignore no-control-regex -- it is what must not be there
    assert(!/[\x1b\r]/.test(said.err + said.out), said.err);
    assertMatch(said.err, /^train: 100 % \(1 of 1 steps\), /m);
    Deno.removeSync(out, { recursive: true });
  }
});

Deno.test("deno task train prints the scores beside the histogram's", async () => {
  const out = `${place}/runs-scores`;
  const said = await asUser("train", await tiny("--out", out));
  assertEquals(said.code, 0, said.err);
  const lines = said.out.trimEnd().split("\n");
  assertEquals(lines[0], "3 queries, 19 gallery images; percent");
  assertMatch(lines[2]!, /^model +\d+\.\d/);
  assertMatch(lines[3]!, /^colour histogram +\d+\.\d/);
  assertEquals(lines.at(-1), `everything is in ${onlyRun(out).path}`);
});

Deno.test("deno task draw draws once, and tells what is there", async () => {
  const out = `${place}/drawn`;
  const counts = {
    persons: 2,
    "test-persons": 1,
    "cameras-per-person": 2,
    distractors: 1,
    junk: 1,
  };
  const flags = Object.entries(counts).map(([name, count]) =>
    `--${name}=${count}`
  );
  const first = await asUser("draw", ["--out", out, ...flags]);
  assertEquals(first.code, 0, first.err);
  assertMatch(first.out, /^Drawn: .*, 8 in bounding_box_train, 1 in query, /);
  const again = await asUser("draw", ["--out", out, ...flags, "--json"]);
  assertEquals(again.code, 0, again.err);
  const { reused, counts: found } = JSON.parse(again.out);
  assertEquals([reused, found.bounding_box_train], [true, 8]);
  assertEquals(names(`${out}/bounding_box_train`).length, 8);
});

Deno.test("deno task doctor tells of every engine, and of a data set", async () => {
  const { code, out, err } = await asUser("doctor", [
    "--data",
    await tinySet(),
  ]);
  assertEquals([code, err], [0, ""]);
  for (const engine of ["tensorflow", "webgpu", "wasm", "cpu"]) {
    assertMatch(out, new RegExp(`^${engine} +(works, |does not work: )`, "m"));
  }
  assertMatch(out, /^train {7}48 images, 8 persons, cameras 1 2 3 4 5 6; /m);
  assertMatch(out, /\nno faults\n$/);
});

Deno.test("deno task bench --quick times a step, and keeps the figures", async () => {
  const file = `${place}/bench.json`;
  const { code, out, err } = await asUser("bench", [
    "--quick",
    "--engine=wasm",
    "--json",
    `--save=${file}`,
  ]);
  assertEquals(code, 0, err);
  const { rows } = JSON.parse(out);
  const [{ size, sides }] = rows;
  assertEquals(size, { batch: 2, height: 64, width: 32, classes: 10 });
  assertEquals(
    sides.map(({ name }: { name: string }) => name.replace(/\d\S+,/, "")),
    ["kit  wasm, compiled", "kit  wasm, eager"],
  );
  assert(sides[0].median > 0 && sides[1].median > 0);
  assertEquals(JSON.parse(Deno.readTextFileSync(file)).rows, rows);
});

Deno.test("deno task bench loader --quick times the loader, embed --quick an embedding", async () => {
  const flags = ["--quick", "--engine=wasm", "--json"];
  for (
    const [name, want] of [
      ["loader", { images: 16, batch: 4, height: 32, width: 16 }],
      ["embed", { images: 12, batch: 2, height: 64, width: 32 }],
    ] as const
  ) {
    const { code, out, err } = await asUser("bench", [name, ...flags]);
    assertEquals(code, 0, err);
    const [{ size, sides }] = JSON.parse(out).rows;
    assertEquals(size, want);
    assert(sides.length === 1 && sides[0].median > 0);
  }
});

Deno.test("deno task bench growth --quick times steps of more persons, and goes on with its rows", async () => {
  const file = `${place}/growth.json`;
  const flags = ["growth", "--quick", "--engine=wasm", "--json", "--resume"];
  const timed = async () => {
    const { code, out, err } = await asUser("bench", [
      ...flags,
      ...["--save", file],
    ]);
    assertEquals(code, 0, err);
    const { rows, environment } = JSON.parse(out);
    assertEquals(
      environment.command,
      `deno task bench ${flags.join(" ")} --save FILE`,
    );
    return rows;
  };
  const rows = await timed();
  const size = { batch: 2, height: 64, width: 32 };
  assertEquals(
    rows.map(({ size }: { size: unknown }) => size),
    [{ ...size, classes: 10 }, { ...size, classes: 20 }],
  );
  const [{ sides: [side] }] = rows;
  assertMatch(side.name, /^kit .*, wasm, compiled$/);
  assert(side.median > 0);
  const again = await timed();
  assertEquals(
    again.map(({ sides }: { sides: unknown }) => sides),
    rows.map(({ sides }: { sides: unknown }) => sides),
  );
});

Deno.test("deno task bench demo --quick times a whole training, compiled and eager", async () => {
  const { code, out, err } = await asUser("bench", [
    ...["demo", "--quick", "--engine=wasm", "--json"],
  ]);
  assertEquals(code, 0, err);
  const [{ size, sides }] = JSON.parse(out).rows;
  assertEquals(size, { recipe: "a tiny one" });
  assertEquals(
    sides.map(({ name }: { name: string }) => name),
    ["deno task train", "deno task train --eager"],
  );
  for (const { median, peakGB } of sides) {
    assert(median > 0);
    assert(Deno.build.os !== "linux" || peakGB > 0.05);
  }
});

Deno.test("deno task bench rerank --quick times re-ranking and its memory", async () => {
  const { code, out, err } = await asUser("bench", [
    ...["rerank", "--quick", "--engine=wasm", "--json"],
  ]);
  assertEquals(code, 0, err);
  const [{ size, sides: [side, ...others] }] = JSON.parse(out).rows;
  assertEquals(size, { queries: 9, gallery: 60, embed: 8 });
  assertMatch(side.name, /^kit .*, wasm$/);
  assert(side.median > 0 && others.length === 0);
  assert(Deno.build.os !== "linux" || side.peakGB > 0.05);
});

Deno.test("deno task bench index --quick times approximate search, and says what it finds", async () => {
  const flags = ["index", "--quick", "--engine=wasm"];
  const { code, out, err } = await asUser("bench", [...flags, "--json"]);
  assertEquals(code, 0, err);
  const { top, rows } = JSON.parse(out);
  assertEquals(
    [top, ...rows.map((row: { searchWidth: number }) => row.searchWidth)],
    [10, 32, 64, 128, 256],
  );
  for (const { size, buildSeconds, exactSeconds, recall } of rows) {
    assertEquals(size, { queries: 9, gallery: 60, embed: 8 });
    assert(buildSeconds > 0 && exactSeconds > 0);
    assert(recall > 0.9 && recall <= 1, `${recall}`);
  }
});

Deno.test("deno task bench losses --quick times a loss, and names a subject that it does not know", async () => {
  const flags = ["--quick", "--engine=wasm", "--only=cosFace", "--json"];
  const { code, out, err } = await asUser("bench", ["losses", ...flags]);
  assertEquals(code, 0, err);
  const { size, rows: [row] } = JSON.parse(out);
  assertEquals(size, { batch: 8, embed: 16 });
  assertEquals([row.loss, row.classes, row.difference], ["cosFace", 10, null]);
  assert(row.sides[0].median > 0);
  const wrong = await asUser("bench", ["losse"]);
  assertEquals(wrong.code, 2);
  assertMatch(
    wrong.err,
    /Cannot time "losse" as it must be one of step, loader, embed, losses, growth, demo, profile, ranking, rerank, index: see deno task bench --help/,
  );
});

Deno.test("deno task bench ranking --quick times the scores of similarities and of vectors", async () => {
  const { code, out, err } = await asUser("bench", [
    ...["ranking", "--quick", "--engine=wasm", "--json"],
  ]);
  assertEquals(code, 0, err);
  const { rows } = JSON.parse(out);
  assertEquals(
    rows.map(({ size }: { size: unknown }) => size),
    [
      { queries: 9, gallery: 60, embed: 0, apart: 0.2 },
      { queries: 9, gallery: 60, embed: 8, apart: 0.5 },
    ],
  );
  for (const { sides } of rows) {
    assert(sides.length === 1 && sides[0].median > 0);
  }
});
