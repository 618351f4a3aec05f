import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type KeypointResult, keypointRows } from "../../lib/study/mod.ts";
import { summariseKeypoints } from "../../tasks/figures/keypoint_summary.ts";
import { keypointsTable } from "../../tasks/figures/keypoints.ts";

const planned = keypointRows({ seeds: 2 });

/** A planned row with a result of round numbers where none are given. */
function row(name: string, changes: Partial<KeypointResult> = {}) {
  const { settings } = planned.find((one) => one.name === name)!;
  const result: KeypointResult = {
    found: 0.5,
    each: {},
    foundBy: [0.25, 0.5],
    lossBy: [0.02, 0.01],
    firstLoss: 0.02,
    peakLoss: 0.04,
    diverged: false,
    steps: 10,
    ...changes,
  };
  return { name, settings, result, seconds: 1, environment: {} };
}

const NONE = { found: null, each: null, foundBy: [], diverged: true };

Deno.test("summariseKeypoints() gives mean, spread and range over the seeds, and who is ahead in how many", () => {
  const lines = summariseKeypoints([
    row("rate 0.01 with warm-up, seed 2", { found: 0.6, foundBy: [0.1, 0.6] }),
    row("rate 0.01 without, seed 2"),
    row("rate 0.01 with warm-up, seed 3", { found: 0.4, foundBy: [0.3, 0.4] }),
    row("rate 0.01 without, seed 3"),
    row("rate 0.1 with warm-up, seed 2"),
  ]);
  assertEquals(
    lines.map(({ name, rate, warmUp, runs }) => [name, rate, warmUp, runs]),
    [
      ["rate 0.01 with warm-up", 0.01, true, 2],
      ["rate 0.01 without", 0.01, false, 2],
      ["rate 0.1 with warm-up", 0.1, true, 1],
    ],
  );
  const [warm, cold, alone] = lines;
  assertAlmostEquals(warm!.found!.mean, 0.5, 1e-12);
  assertAlmostEquals(warm!.found!.spread!, Math.SQRT2 / 10, 1e-12);
  assertEquals(warm!.range, [0.4, 0.6]);
  assertAlmostEquals(warm!.first!.mean, 0.2, 1e-12);
  assertEquals(warm!.foundBy, [0.2, 0.5]);
  assertEquals([warm!.ahead, cold!.ahead, alone!.ahead], [[1, 2], null, [
    0,
    0,
  ]]);
});

Deno.test("summariseKeypoints() counts a run that diverged as one that found nothing, and leaves it out of the means", () => {
  const [warm, cold] = summariseKeypoints([
    row("rate 0.1 with warm-up, seed 2"),
    row("rate 0.1 without, seed 2", NONE),
    row("rate 0.1 with warm-up, seed 3", NONE),
    row("rate 0.1 without, seed 3", NONE),
  ]);
  assertEquals(warm!.ahead, [1, 2]);
  assertEquals([warm!.diverged, cold!.diverged], [1, 2]);
  assertEquals(warm!.found, { mean: 0.5, spread: null });
  assertEquals([cold!.found, cold!.range, cold!.first], [null, null, null]);
  assertEquals([warm!.foundBy, cold!.foundBy], [[0.25, 0.5], []]);
});

Deno.test("keypointsTable() writes a line a row", () => {
  const lines = keypointsTable([
    row("rate 0.01 with warm-up, seed 2", { found: 0.7 }),
    row("rate 0.01 with warm-up, seed 3", { found: 0.8 }),
    row("rate 0.01 without, seed 2"),
    row("rate 0.1 without, seed 2", { ...NONE, peakLoss: 4.8592 }),
  ]).split("\n");
  assertEquals(lines.slice(2), [
    "| 0.01 | warm-up | 2 | 0 | 75.0 ± 7.1 | 70.0 to 80.0 | 25.0 ± 0.0 | 0.040 ± 0.000 | 1 of 1 |",
    "| 0.01 | none | 1 | 0 | 50.0 | 50.0 to 50.0 | 25.0 | 0.040 |  |",
    "| 0.1 | none | 1 | 1 |  |  |  | 4.859 |  |",
  ]);
});
