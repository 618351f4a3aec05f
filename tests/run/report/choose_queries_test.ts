import { assertEquals, assertNotEquals } from "@std/assert";
import { random } from "../../../lib/random/mod.ts";
import { chooseQueries } from "../../../lib/run/report/choose_queries.ts";

/** Scores of queries by their average precision and number of matches. */
function scores(...given: [precision: number, matches: number][]) {
  return given.map(([averagePrecision, matches], index) => ({
    index,
    person: 1,
    camera: 1,
    averagePrecision,
    marketAveragePrecision: averagePrecision,
    firstHit: 1,
    inp: 1,
    matches,
  }));
}

const indices = (queries: readonly { index: number }[]) =>
  queries.map(({ index }) => index);

Deno.test("chooseQueries() takes the best and the worst, more matches first, without those that have none", () => {
  const all = scores([1, 1], [0.5, 1], [0, 0], [1, 4], [0.2, 2], [0.2, 2]);
  const { best, worst, random: lot } = chooseQueries(all, 3, random(1));
  assertEquals(indices(best), [3, 0, 1]);
  assertEquals(indices(worst), [4, 5, 1]);
  assertEquals(lot.length, 3);
  assertEquals(indices(lot).includes(2), false);
});

Deno.test("chooseQueries() draws the same lot for the same seed", () => {
  const all = scores(...Array.from({ length: 40 }, () => [1, 1] as [1, 1]));
  const lot = (seed: number) =>
    indices(chooseQueries(all, 5, random(seed)).random);
  assertEquals(lot(1), lot(1));
  assertNotEquals(lot(1), lot(2));
  assertEquals(new Set(lot(1)).size, 5);
});
