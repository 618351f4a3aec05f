import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { bootstrap, type QueryScore } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";

function scored(precisions: readonly number[]): { queries: QueryScore[] } {
  return {
    queries: precisions.map((value, index) => ({
      index,
      person: 1,
      camera: 1,
      averagePrecision: value,
      marketAveragePrecision: value / 2,
      firstHit: value > 0.5 ? 1 : 2,
      inp: value * value,
      matches: 1,
    })),
  };
}

const draw = random(8);
const some = scored(Array.from({ length: 400 }, () => draw.next()));

Deno.test("bootstrap() has NumPy's percentiles of the means of what was drawn", () => {
  const values = [0.1, 0.4, 0.9, 0.6, 0.2];
  const found = bootstrap(scored(values), random(3), {
    resamples: 7,
    level: 0.5,
  });
  const same = random(3);
  const means = Array.from({ length: 7 }, () => {
    const drawn = values.map(() => values[same.int(5)]!);
    return drawn.reduce((sum, value) => sum + value) / 5;
  }).sort((a, b) => a - b);
  // seven values: the 25th percentile is the mean of the second and third
  assertAlmostEquals(found.map[0], (means[1]! + means[2]!) / 2, 1e-12);
  assertAlmostEquals(found.map[1], (means[4]! + means[5]!) / 2, 1e-12);
  assertAlmostEquals(found.marketMap[0], found.map[0] / 2, 1e-12);
  assertEquals([found.resamples, found.level], [7, 0.5]);
});

Deno.test("bootstrap() spans what the normal law says of a mean and of a share", () => {
  const { map, rank1, minp } = bootstrap(some, random(1));
  const deviation = Math.sqrt(1 / 12 / 400); // of the mean of 400 numbers spread evenly
  assertAlmostEquals(
    (map[1] - map[0]) / 2,
    1.96 * deviation,
    0.15 * deviation * 1.96,
  );
  const share = Math.sqrt(0.25 / 400);
  assertAlmostEquals(
    (rank1[1] - rank1[0]) / 2,
    1.96 * share,
    0.15 * share * 1.96,
  );
  const mean = some.queries.reduce((sum, { inp }) => sum + inp, 0) / 400;
  assert(minp[0] < mean && mean < minp[1]);
  const wider = bootstrap(some, random(1), { level: 0.99 }).map;
  assert(wider[0] < map[0] && wider[1] > map[1]);
});

Deno.test("bootstrap() gives the same for the same generator alone", () => {
  assertEquals(bootstrap(some, random(1)), bootstrap(some, random(1)));
  assert(
    bootstrap(some, random(1)).map[0] !== bootstrap(some, random(2)).map[0],
  );
});

Deno.test("bootstrap() refuses resamples and levels that are none", () => {
  assertThrows(
    () => bootstrap(some, random(1), { resamples: 0 }),
    RangeError,
    "Cannot draw queries as resamples must be a whole number from 1 up: current resamples is 0",
  );
  for (const level of [0, 1, NaN]) {
    assertThrows(
      () => bootstrap(some, random(1), { level }),
      RangeError,
      `Cannot draw queries as level must be between 0 and 1: current level is ${level}`,
    );
  }
});
