import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import {
  evaluate,
  judgeThreshold,
  openSet,
  singleShot,
  verify,
} from "../../lib/eval/mod.ts";
import { DRAWS, generator, protocolCases, RATES } from "./protocol_case.ts";

/** Asserts that numbers are the oracle's. */
function assertSame(
  found: readonly number[],
  expected: readonly number[],
  seed: number,
): void {
  assertEquals(found.length, expected.length);
  found.forEach((value, at) =>
    assertAlmostEquals(value, expected[at]!, 1e-9, `case ${seed}, number ${at}`)
  );
}

Deno.test("evaluate() equals plain Python of each published definition in 1,000 cases", async () => {
  let scored = 0;
  for (const type of [Float32Array, Float64Array]) {
    for (const { seed, of, expected } of protocolCases(type)) {
      const { query, gallery, rows } = of;
      if (expected.closed === null) {
        await assertRejects(
          () => evaluate(query, gallery, { rows }),
          RangeError,
        );
        continue;
      }
      scored++;
      const skip = await evaluate(query, gallery, { rows });
      const zero = await evaluate(query, gallery, { rows, unmatched: "zero" });
      const at = (rank: number) =>
        skip.cmc[Math.min(rank, skip.cmc.length) - 1]!;
      assertSame(
        [
          ...[skip.map, skip.marketMap, skip.minp, at(1), at(5), at(10)],
          ...[zero.map, zero.marketMap, zero.rank1],
        ],
        expected.closed,
        seed,
      );
    }
  }
  assertEquals(scored > 1600, true);
});

for (const sampling of ["gallery", "query"] as const) {
  Deno.test(`singleShot() by ${sampling} equals plain Python in 1,000 cases`, async () => {
    let scored = 0;
    for (const { seed, of, expected } of protocolCases()) {
      const { query, gallery, rows } = of;
      const shot = () =>
        singleShot(query, gallery, generator(seed), {
          rows,
          sampling,
          draws: DRAWS,
        });
      const want = expected[sampling];
      if (want === null) {
        await assertRejects(shot, RangeError);
        continue;
      }
      scored++;
      const { cmc, map } = await shot();
      const fifth = cmc[Math.min(5, cmc.length) - 1]!;
      assertSame([cmc[0]!, fifth, map], want, seed);
    }
    assertEquals(scored > 800, true);
  });
}

Deno.test("verify() equals plain Python over all pairs in 1,000 cases", async () => {
  let scored = 0;
  for (const type of [Float32Array, Float64Array]) {
    for (const { seed, of, expected } of protocolCases(type)) {
      const { query, gallery, rows } = of;
      const options = { rows, rates: RATES };
      if (expected.verification === null) {
        await assertRejects(() => verify(query, gallery, options), RangeError);
        continue;
      }
      scored++;
      const { eer, area, points } = await verify(query, gallery, options);
      assertSame(
        [
          ...[eer, area],
          ...points.map(({ tpr }) => tpr),
          ...points.map(({ threshold }) => threshold),
        ],
        expected.verification,
        seed,
      );
      for (const { threshold, tpr, fpr } of points) {
        const judged = await judgeThreshold(query, gallery, threshold, {
          rows,
        });
        assertEquals([judged.tpr, judged.fpr], [tpr, fpr]);
      }
    }
  }
  assertEquals(scored > 1600, true);
});

Deno.test("openSet() equals plain Python in 1,000 cases", async () => {
  let scored = 0;
  for (const { seed, of, expected } of protocolCases()) {
    const { query, gallery, rows } = of;
    const options = { rows, rates: RATES.slice(1) };
    if (expected.open === null) {
      await assertRejects(() => openSet(query, gallery, options), RangeError);
      continue;
    }
    scored++;
    const { points } = await openSet(query, gallery, options);
    assertSame(points.map(({ identified }) => identified), expected.open, seed);
  }
  assertEquals(scored > 500, true);
});
