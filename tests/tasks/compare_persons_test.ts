import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertRefused, asUser, names, place } from "./as_user.ts";

const QUICK = ["--quick", "--engine", "wasm"];

Deno.test("deno task compare --persons --quick keeps a row a run, runs none twice, and prints them", async () => {
  const out = `${place}/compare-persons`;
  const flags = [
    "--persons",
    ...QUICK,
    "--out",
    out,
    "--losses",
    "colour histogram,softmax + triplet",
  ];
  const first = await asUser("compare", flags);
  assertEquals(first.code, 0, first.err);
  assertEquals(names(out), ["compare_persons_quick.json"]);
  assertMatch(first.err, /^ran +softmax \+ triplet, seed 2: /m);
  const path = `${out}/compare_persons_quick.json`;
  const text = Deno.readTextFileSync(path);
  const rows = JSON.parse(text);
  assertEquals(
    rows.map(({ name }: { name: string }) => name),
    ["colour histogram", "softmax + triplet, seed 2"],
  );
  const { settings, result, environment } = rows[1];
  assertEquals(settings.recipe.loss.name, "softmaxTriplet");
  assertEquals([result.diverged, result.steps], [false, 6]);
  assert(result.rank1 >= 0 && result.map > 0 && result.finalLoss > 0);
  assertEquals(environment.engine, "wasm");
  const lines = first.out.trimEnd().split("\n");
  assertMatch(lines[0]!, /^percent +runs +diverged +rank-1 +mAP /);
  assertMatch(lines[1]!, /^colour histogram +1 +0 +[\d.]+ +[\d.]+ +- +-$/);
  assertMatch(lines[2]!, /^softmax \+ triplet +1 +0( +[\d.]+){4}$/);
  assertEquals(lines.length, 3);

  const again = await asUser("compare", [...flags, "--json"]);
  assertEquals(again.code, 0, again.err);
  assertMatch(again.err, /^kept +softmax \+ triplet, seed 2: /m);
  assert(!/^ran /m.test(again.err), again.err);
  assertEquals(JSON.parse(again.out), rows);
  assertEquals(Deno.readTextFileSync(path), text);

  const figures = `${place}/compare-figures`;
  const drawn = await asUser("compare", [
    ...flags,
    "--no-run",
    "--figures",
    figures,
  ]);
  assertEquals([drawn.code, drawn.out], [0, first.out], drawn.err);
  assertEquals(names(figures), [
    "compare_persons.png",
    "compare_persons.svg",
  ]);
  const svg = Deno.readTextFileSync(`${figures}/compare_persons.svg`);
  assert(svg.includes("softmax + triplet"));
});

Deno.test("deno task compare --blow-up --quick tells each guard by itself", async () => {
  const out = `${place}/compare-blow-up`;
  const said = await asUser("compare", [
    "--blow-up",
    ...QUICK,
    "--out",
    out,
    "--losses",
    "sphere",
  ]);
  assertEquals(said.code, 0, said.err);
  const lines = said.out.trimEnd().split("\n").slice(1);
  assertEquals(
    lines.map((line) => line.split(/ {2,}/)[0]),
    ["neck D, Adam", "neck B, Adam", "neck B, SGD"].flatMap((place) =>
      ["neither", "clipping", "warm-up"].map((guard) =>
        `sphere, ${place}, ${guard}`
      )
    ),
  );
  const scores = lines.map((line) => line.split(/ {2,}/).slice(1).join(" "));
  assertEquals(new Set(scores).size, scores.length, "each guard matters");
});

Deno.test("deno task compare --persons refuses a loss that it does not have", async () => {
  const said = await asUser("compare", [
    "--persons",
    ...QUICK,
    "--losses",
    "softmax,spere",
  ]);
  assertRefused(
    said,
    'Cannot read --losses as each must be one of colour histogram; softmax; sphere; CosFace; ArcFace; triplet; softmax + triplet; CosFace as published; ArcFace as published; triplet with soft margin, or all alone: one is "spere"',
    2,
  );
});
