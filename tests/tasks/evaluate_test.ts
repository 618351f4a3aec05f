import { assert, assertEquals, assertMatch } from "@std/assert";
import { drawPedestrians } from "../../lib/data/mod.ts";
import { TINY_SET } from "../_kit/tiny_set.ts";
import { assertRefused, asUser, place, tinySet } from "./as_user.ts";
import { trainedRun } from "./trained_run.ts";

/** Flags that every call has: the run, and an engine that is always there. */
async function byRun(...flags: string[]): Promise<string[]> {
  return [(await trainedRun()).path, "--engine", "wasm", ...flags];
}

Deno.test("deno task evaluate scores by every protocol that is asked for, and prints by which", async () => {
  const folder = `${await tinySet()}/bounding_box_test`;
  const flags = await byRun(
    ...["--intervals", "--resamples", "50", "--single-shot", "4", "--verify"],
    ...["--rates", "0.1,0.5", "--multi-query", folder, "--unmatched", "zero"],
  );
  const { code, out, err } = await asUser("evaluate", flags);
  assertEquals(code, 0, err);
  const lines = out.split("\n");
  assertMatch(
    lines[1]!,
    /^queries without a match: \d+, count 0; queries averaged over .*bounding_box_test$/,
  );
  for (
    const heading of [
      /^\d+ queries, \d+ gallery images; percent$/,
      /^95 % intervals, queries drawn 50 times; percent$/,
      /^one image a person, 4 draws, \d+ searches; percent$/,
      /^same person or not, \d+ pairs of one and \d+ of two; percent$/,
      /^known or unknown, \d+ queries of persons in the gallery and \d+ of others; percent identified$/,
    ]
  ) {
    const at = lines.findIndex((line) => heading.test(line));
    assert(at >= 0, `${heading} is missing: ${out}`);
    assertMatch(lines[at + 2]!, /^model +\S*\d/);
    assertMatch(lines[at + 3]!, /^colour histogram +\S*\d/);
  }
  assertMatch(out, /^thresholds of the model: -?\d\.\d{4} at 0.1, .* at 0.5;/m);

  const json = await asUser("evaluate", [...flags, "--json"]);
  assertEquals(json.code, 0, json.err);
  const { protocol, further, test } = JSON.parse(json.out);
  assertEquals(protocol, {
    unmatched: "zero",
    withoutMatch: 0,
    flip: false,
    multiQuery: folder,
    reRank: null,
    expand: null,
    seed: 1,
  });
  for (const found of [further.test, further.histogram]) {
    assertEquals(found.intervals.resamples, 50);
    assertEquals(found.singleShot.draws, 4);
    assertEquals(
      found.verification.points.map(({ rate }: { rate: number }) => rate),
      [0.1, 0.5],
    );
    assertEquals(found.verification.roc.tpr.at(-1), 1);
    assert(found.openSet.impostors > 0);
  }
  const [low, high] = further.test.intervals.map;
  assert(low <= test.map && test.map <= high);
});

Deno.test("deno task evaluate --data scores on another data set, --calibrate takes thresholds from one, and flips differ", async () => {
  const other = `${place}/other`;
  await drawPedestrians(other, { ...TINY_SET, seed: 9 });
  const scored = async (...flags: string[]) => {
    const { code, out, err } = await asUser(
      "evaluate",
      await byRun(...flags, "--json"),
    );
    assertEquals(code, 0, err);
    return JSON.parse(out);
  };
  const plain = await scored();
  assertEquals(plain.further, { test: {}, histogram: {} });
  const crossed = await scored(
    "--data",
    other,
    "--verify",
    "--calibrate",
    await tinySet(),
  );
  assertEquals(crossed.data, other);
  assert(crossed.histogram.map !== plain.histogram.map);
  assertEquals(crossed.calibration.data, await tinySet());
  const [{ rate, threshold, judged }] = crossed.calibration.thresholds;
  assertEquals(rate, 0.0001);
  assert(Math.abs(threshold) <= 1.001);
  assert(judged.tpr >= 0 && judged.fpr <= 1 && judged.different > 0);
  const flips = [];
  for (const flag of ["--flip", "--flip-raw"]) {
    const { protocol } = await scored(flag);
    flips.push(protocol.flip);
  }
  assertEquals(flips, [true, "raw"]);
  const said = await asUser("evaluate", await byRun("--flip-raw"));
  assertMatch(said.out, /left out; with mirror images, as they are$/m);
});

Deno.test("deno task evaluate --re-rank and --expand change the ranking, each option too, and are printed", async () => {
  const scored = async (...flags: string[]) => {
    const said = await asUser("evaluate", await byRun(...flags, "--json"));
    assertEquals(said.code, 0, said.err);
    const { protocol: { reRank, expand }, test } = JSON.parse(said.out);
    return { reRank, expand, map: test.map };
  };
  const plain = await scored();
  assertEquals([plain.reRank, plain.expand], [null, null]);
  const small = ["--re-rank", "bot", "--k1", "6"];
  const found = await Promise.all([
    scored(...small),
    scored(...small, "--k2", "2"),
    scored(...small, "--lambda", "0"),
    scored("--re-rank", "bot", "--k1", "4"),
    scored("--re-rank", "fastreid", "--k1", "6"),
    scored("--expand", "2"),
  ]);
  assertEquals(found[0]!.reRank, { variant: "bot", k1: 6, k2: 6, lambda: 0.3 });
  assertEquals(found[5]!.expand, 2);
  const maps = [plain, ...found].map(({ map }) => map);
  assertEquals(new Set(maps).size, maps.length, `${maps}`);
  const { out } = await asUser(
    "evaluate",
    await byRun(...small, "--expand", "2", "--verify"),
  );
  assertMatch(
    out,
    /left out; queries averaged with their 2 nearest; re-ranked as bot, k1 6, k2 6, λ 0.3\n/,
  );
});

Deno.test("deno task evaluate refuses protocols that cannot be followed", async () => {
  assertRefused(
    await asUser("evaluate", await byRun("--calibrate", await tinySet())),
    "Cannot use --calibrate as it sets the thresholds of --verify: add that",
    2,
  );
  for (const rates of ["2", "0.1,,", "much"]) {
    assertRefused(
      await asUser("evaluate", await byRun("--verify", "--rates", rates)),
      `Cannot read --rates as each must be a number from 0 to 1: current value is "${rates}"`,
      2,
    );
  }
  assertRefused(
    await asUser("evaluate", await byRun("--lambda", "0.5")),
    "Cannot use --k1, --k2 or --lambda as they say how --re-rank works: add that",
    2,
  );
  assertRefused(
    await asUser(
      "evaluate",
      await byRun("--verify", "--calibrate", "x", "--expand", "2"),
    ),
    "Cannot use --calibrate with --re-rank or --expand as these make similarities that depend on the whole gallery, and a threshold of one set means nothing on another: leave one out",
    2,
  );
  assertRefused(
    await asUser("evaluate", await byRun("--boxes", "labeled")),
    "Cannot use --boxes as there must be a data set to read: the run has its own, add --data DIR",
    2,
  );
  const folder = `${place}/nameless`;
  Deno.mkdirSync(folder);
  Deno.writeTextFileSync(`${folder}/somebody.jpg`, "");
  assertRefused(
    await asUser("evaluate", await byRun("--multi-query", folder)),
    `Cannot average queries over "${folder}" as names must tell a person and a camera (0001_c1...): none of 1 does`,
  );
});
