import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertRefused, asUser, names, place } from "./as_user.ts";

const QUICK = ["--keypoints", "--quick", "--engine", "wasm"];

Deno.test("deno task compare --keypoints --quick keeps a row a run, runs none twice, prints and draws them", async () => {
  const out = `${place}/compare-keypoints`;
  const flags = [
    ...[...QUICK, "--out", out],
    ...["--losses", "rate 0.01 with warm-up,rate 0.01 without"],
  ];
  const first = await asUser("compare", flags);
  assertEquals(first.code, 0, first.err);
  assertEquals(names(out), ["compare_keypoints_quick.json"]);
  assertMatch(first.err, /^ran +rate 0\.01 without, seed 2: /m);
  const path = `${out}/compare_keypoints_quick.json`;
  const text = Deno.readTextFileSync(path);
  const rows = JSON.parse(text);
  assertEquals(
    rows.map(({ name }: { name: string }) => name),
    ["rate 0.01 with warm-up, seed 2", "rate 0.01 without, seed 2"],
  );
  const [warm, cold] = rows;
  assertEquals(warm.result.firstLoss, cold.result.firstLoss);
  assert(warm.result.lossBy[1] !== cold.result.lossBy[1], "warm-up matters");
  assertEquals([cold.result.diverged, cold.result.steps], [false, 4]);
  assertEquals(cold.environment.engine, "wasm");
  const lines = first.out.trimEnd().split("\n");
  assertMatch(lines[0]!, /^percent +runs +diverged +found +after an epoch +/);
  assertMatch(lines[1]!, /^rate 0\.01 with warm-up +1 +0( +[\d.]+){3}$/);
  assertMatch(lines[2]!, /^rate 0\.01 without +1 +0( +[\d.]+){3}$/);
  assertEquals(lines.length, 3);

  const again = await asUser("compare", [...flags, "--json"]);
  assertEquals(again.code, 0, again.err);
  assertMatch(again.err, /^kept +rate 0\.01 without, seed 2: /m);
  assert(!/^ran /m.test(again.err), again.err);
  assertEquals(JSON.parse(again.out), rows);
  assertEquals(Deno.readTextFileSync(path), text);

  const figures = `${place}/compare-keypoints-figures`;
  const drawn = await asUser("compare", [
    ...[...flags, "--no-run", "--figures", figures],
  ]);
  assertEquals([drawn.code, drawn.out], [0, first.out], drawn.err);
  assertEquals(names(figures), [
    "keypoints.png",
    "keypoints.svg",
    "keypoints_by_epoch.png",
    "keypoints_by_epoch.svg",
  ]);
  const svg = Deno.readTextFileSync(`${figures}/keypoints.svg`);
  assert(svg.includes("rate 0.01 without"));
});

Deno.test("deno task compare --keypoints refuses a row that it does not have", async () => {
  const said = await asUser("compare", [...QUICK, "--losses", "sphere"]);
  assertRefused(
    said,
    'Cannot read --losses as each must be one of rate 0.001 with warm-up; rate 0.001 without; rate 0.01 with warm-up; rate 0.01 without; rate 0.1 with warm-up; rate 0.1 without, or all alone: one is "sphere"',
    2,
  );
});
