import {
  assertAlmostEquals,
  assertEquals,
  assertLessOrEqual,
} from "@std/assert";
import fc from "fast-check";
import {
  averagePrecision,
  hitPlaces,
  inverseNegativePenalty,
  marketAveragePrecision,
} from "../../lib/eval/score.ts";

/** Hits; average precision, that of Market-1501's code, INP. */
const GOLDEN: readonly (readonly [number[], number, number, number])[] = [
  [[1, 0, 1, 0, 0, 1], 0.722222, 0.677778, 0.5],
  [[0, 1, 1, 0], 0.583333, 0.416667, 0.666667],
  [[0, 0, 0, 1], 0.25, 0.125, 0.25],
  [[0, 1], 0.5, 0.25, 0.5],
  [[1, 0, 0, 0, 0, 0, 0, 0, 0, 1], 0.6, 0.577778, 0.2],
  [[1, 1, 1, 0], 1, 1, 1],
];

for (const [hits, mean, market, inp] of GOLDEN) {
  Deno.test(`hits ${hits.join(" ")} have their golden scores`, () => {
    const places = hitPlaces(hits);
    assertAlmostEquals(averagePrecision(places), mean, 5e-7);
    assertAlmostEquals(marketAveragePrecision(places), market, 5e-7);
    assertAlmostEquals(inverseNegativePenalty(places), inp, 5e-7);
  });
}

Deno.test("a list without a hit scores 0", () => {
  const places = hitPlaces([false, false]);
  assertEquals(places.length, 0);
  assertEquals(averagePrecision(places), 0);
  assertEquals(marketAveragePrecision(places), 0);
  assertEquals(inverseNegativePenalty(places), 0);
});

Deno.test("marketAveragePrecision() is the trapezoid walked place by place", () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
      (hits) => {
        const all = hits.filter(Boolean).length;
        let [area, found, oldRecall, oldPrecision] = [0, 0, 0, 1];
        hits.forEach((hit, index) => {
          if (hit) found++;
          const recall = all === 0 ? 0 : found / all;
          const precision = found / (index + 1);
          area += (recall - oldRecall) * (oldPrecision + precision) / 2;
          [oldRecall, oldPrecision] = [recall, precision];
        });
        const places = hitPlaces(hits);
        assertAlmostEquals(marketAveragePrecision(places), area, 1e-12);
        assertLessOrEqual(area, averagePrecision(places) + 1e-12);
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});
