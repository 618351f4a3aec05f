import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertRefused, asUser, names, place, tinySet } from "./as_user.ts";

Deno.test("deno task study --quick keeps a row a run, runs none twice, and says which were not run", async () => {
  const out = `${place}/study`;
  const flags = [
    "--data",
    await tinySet(),
    "--quick",
    "--engine",
    "wasm",
    "--out",
    out,
  ];
  const two = ["--rows", "no training,softmax + triplet"];
  const first = await asUser("study", [...flags, ...two]);
  assertEquals(first.code, 0, first.err);
  assertMatch(first.err, /^ran +softmax \+ triplet, seed 1: /m);
  assertEquals(names(out), ["study_set_quick.json"]);
  const path = `${out}/study_set_quick.json`;
  const text = Deno.readTextFileSync(path);
  const rows = JSON.parse(text);
  const [start, trained] = rows;
  assertEquals([start.name, start.result.steps, start.result.finalLoss], [
    "no training",
    0,
    null,
  ]);
  assert(trained.result.steps > 0 && trained.result.finalLoss > 0);
  assert(!text.includes(place), "no place of this machine is kept");
  assertEquals(
    trained.environment.command,
    "deno task study --data set --quick --engine wasm --out DIR --rows 'no training,softmax + triplet'",
  );
  const lines = first.out.trimEnd().split("\n");
  assertMatch(lines[0]!, /^row +runs +diverged +rank-1 +mAP +mAP \(Market\) /);
  assertMatch(lines[1]!, /^no training +1 +0( +[\d.]+){4} *$/);
  assertEquals(lines.filter((line) => line.includes("not run")).length, 11);

  const again = await asUser("study", [...flags, ...two, "--json"]);
  assertEquals(again.code, 0, again.err);
  assert(!/^ran /m.test(again.err), again.err);
  assertEquals(JSON.parse(again.out), rows);

  const told = await asUser("study", [...flags, "--no-run"]);
  assertEquals([told.code, told.out, told.err], [0, first.out, ""]);
  assertEquals(Deno.readTextFileSync(path), text);
});

Deno.test("deno task study refuses a row that it does not have, and no data", async () => {
  assertRefused(
    await asUser("study", []),
    "Cannot study as there must be persons: write deno task study --data DIR",
    2,
  );
  const said = await asUser("study", ["--data", "x", "--rows", "sphere,soft"]);
  assertEquals([said.code, said.out], [2, ""]);
  assertMatch(
    said.err,
    /Cannot read --rows as each must be one of no training; sphere; softmax; .*: one is "soft"/,
  );
});

Deno.test("deno task study of a folder without persons says so, and keeps no row", async () => {
  const out = `${place}/study-empty`;
  const data = `${place}/nobody`;
  Deno.mkdirSync(data);
  const said = await asUser("study", [
    "--data",
    data,
    "--quick",
    "--engine",
    "wasm",
    "--out",
    out,
  ]);
  assertEquals(said.code, 1);
  assertMatch(said.err, /Cannot read the data set ".*nobody" /);
  assertEquals(names(out), []);
});
