import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type {
  DigitResult,
  DigitSettings,
  TableRow,
} from "../../lib/study/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { writeMnist } from "../data/toy_mnist.ts";
import { asUser, commandOf, names, place } from "./as_user.ts";

/** The quick run on digits of the test's own, two losses. */
async function quick(folder: string, out: string, ...flags: string[]) {
  return await asUser("compare", [
    ...["--quick", "--digits", folder, "--out", out, "--engine", "wasm"],
    ...["--losses", "softmax,sphere", ...flags],
  ]);
}

async function toySet() {
  const box = await sandbox();
  await writeMnist(box, { train: 1000, test: 500 });
  return box;
}

Deno.test("deno task compare --quick fills a table, goes on with it, and draws it", async () => {
  await using box = await toySet();
  const out = `${place}/compare`;
  const flags = ["--embed", "2", "--figures", `${out}/figures`];
  const said = await quick(box.folder, out, ...flags);
  assertEquals(said.code, 0, said.err);
  assertMatch(said.err, /^ran +softmax, 2-D, seed 1: /m);
  assertMatch(said.out, /^loss .*\nsoftmax +1 .*\nsphere +1 /);
  assertEquals(names(`${out}/figures`), [
    "digits_2d_error.png",
    "digits_2d_error.svg",
    "softmax_2_d_seed_1.png",
    "softmax_2_d_seed_1.svg",
    "sphere_2_d_seed_1.png",
    "sphere_2_d_seed_1.svg",
  ]);
  const file = `${out}/compare_digits_2d_quick.json`;
  const rows = JSON.parse(await Deno.readTextFile(file)) as TableRow<
    DigitSettings,
    DigitResult
  >[];
  assertEquals(rows.map(({ name }) => name), [
    "softmax, 2-D, seed 1",
    "sphere, 2-D, seed 1",
  ]);
  assertEquals(rows[0]!.environment.engine, "wasm");
  assertEquals(rows[0]!.result.kept!.embedding.length, 500);

  const again = await quick(box.folder, out, "--embed", "2", "--json");
  assertEquals(again.code, 0, again.err);
  assertMatch(again.err, /^kept +sphere, 2-D, seed 1: /m);
  assert(!again.err.includes("ran "), again.err);
  assertEquals(JSON.parse(again.out), rows);
});

Deno.test("deno task compare --no-run tells what is there and runs nothing", async () => {
  await using box = await toySet();
  const said = await quick(box.folder, `${place}/compare-none`, "--no-run");
  assertEquals([said.code, said.err], [0, ""]);
  assertEquals(said.out.trimEnd().split("\n").length, 1);
});

Deno.test("deno task compare tells wrong losses and missing digits before it starts an engine", async () => {
  await using box = await sandbox();
  const wrong = await asUser("compare", ["--losses", "softmax,spere"]);
  assertEquals(wrong.code, 2);
  assertStringIncludes(
    wrong.err,
    "Cannot read --losses as each must be one of softmax, l-softmax-2, ",
  );
  assertStringIncludes(wrong.err, 'one is "spere"');
  const missing = await quick(box.folder, `${place}/compare-missing`);
  assertEquals(missing.code, 1);
  assertStringIncludes(
    missing.err,
    `Cannot read MNIST as "${box.folder}/train-images-idx3-ubyte" must be there`,
  );
  assert(!missing.err.includes("engine "), missing.err);
});

Deno.test("deno task compare --digits that are too few says so", async () => {
  await using box = await sandbox();
  await writeMnist(box, { train: 20, test: 20 });
  const said = await quick(box.folder, `${place}/compare-few`);
  assertEquals(said.code, 1);
  assertStringIncludes(
    said.err,
    "Cannot run on digits as train must be from 1 to the 20 that there are: current train is 1000",
  );
});

Deno.test("deno task compare stops at Ctrl-C with what it has, and goes on", async () => {
  await using box = await toySet();
  const out = `${place}/compare-stopped`;
  const flags = ["--quick", "--digits", box.folder, "--out", out];
  const child = commandOf("compare", [
    ...flags,
    ...["--engine", "wasm", "--losses", "softmax,sphere,cos-face"],
  ]).spawn();
  let talk = "";
  const text = new TextDecoder();
  for await (const bytes of child.stderr) {
    const before = talk.includes("ran ");
    talk += text.decode(bytes, { stream: true });
    if (!before && talk.includes("ran ")) child.kill("SIGINT");
  }
  await child.stdout.cancel();
  assertEquals((await child.status).code, 130, talk);
  assertStringIncludes(talk, "Stopping; the row under way will be run anew.");
  const again = await quick(box.folder, out, "--losses", "softmax");
  assertMatch(again.err, /^kept +softmax, 64-D, seed 1: /m);
  assert(!talk.includes("cos-face"), talk);
});
