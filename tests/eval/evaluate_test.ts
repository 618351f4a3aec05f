import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import fc from "fast-check";
import {
  dotProducts,
  type Embeddings,
  embeddings,
  evaluate,
  type EvaluateOptions,
  type Similarity,
} from "../../lib/eval/mod.ts";
import { type Image, of, oracle, search } from "./oracle.ts";

Deno.test("evaluate() agrees with a brute-force oracle on ties, junk and distractors", async () => {
  let scored = 0;
  await fc.assert(
    fc.asyncProperty(search, async ([queries, images]) => {
      const [query, gallery] = [of(queries), of(images)];
      const slow = oracle(query, gallery);
      if (slow.every(({ matches }) => matches === 0)) return;
      scored++;
      for (const unmatched of ["skip", "zero"] as const) {
        const scores = await evaluate(query, gallery, { unmatched, ranks: 7 });
        const counted = slow.filter(({ matches }) =>
          unmatched === "zero" || matches > 0
        );
        const mean = (value: (row: typeof slow[number]) => number) =>
          counted.reduce((sum, row) => sum + value(row), 0) / counted.length;
        assertEquals(scores.queries.length, counted.length);
        scores.queries.forEach((row, i) => {
          const expected = counted[i]!;
          assertEquals(row.firstHit, expected.firstHit);
          assertEquals(row.matches, expected.matches);
          assertEquals(row.person, queries[row.index]!.person);
          assertEquals(row.camera, queries[row.index]!.camera);
          for (
            const name of [
              "averagePrecision",
              "marketAveragePrecision",
              "inp",
            ] as const
          ) assertAlmostEquals(row[name], expected[name], 1e-12);
        });
        assertAlmostEquals(
          scores.map,
          mean((row) => row.averagePrecision),
          1e-12,
        );
        assertAlmostEquals(
          scores.marketMap,
          mean((row) => row.marketAveragePrecision),
          1e-12,
        );
        assertAlmostEquals(scores.minp, mean((row) => row.inp), 1e-12);
        assertEquals(scores.cmc.length, Math.min(7, images.length));
        scores.cmc.forEach((share, k) =>
          assertAlmostEquals(
            share,
            mean((row) => +(row.firstHit > 0 && row.firstHit <= k + 1)),
            1e-12,
          )
        );
        assertEquals(scores.rank1, scores.cmc[0]);
        assertEquals(
          [...scores.withoutMatch],
          [...slow.keys()].filter((i) => slow[i]!.matches === 0),
        );
      }
    }),
    { numRuns: 150, seed: 1 },
  );
  assert(scored > 50);
});

Deno.test("evaluate() follows another similarity", async () => {
  const query = of([{ x: 1, y: 0, person: 1, camera: 1 }]);
  const gallery = of([
    { x: 0, y: 1, person: 1, camera: 2 },
    { x: 1, y: 0, person: 2, camera: 2 },
  ]);
  const opposite: Similarity = (q, g, size) =>
    dotProducts(q, g, size).map((value) => -value);
  assertEquals((await evaluate(query, gallery)).rank1, 0);
  assertEquals(
    (await evaluate(query, gallery, { similarity: opposite })).rank1,
    1,
  );
});

Deno.test("evaluate() names queries without a match", async () => {
  const lost = Array.from(
    { length: 7 },
    (_, i) => ({ x: 0, y: 1, person: 20 + i, camera: 3 }),
  );
  const query = of([{ x: 1, y: 0, person: 1, camera: 1 }, ...lost]);
  const gallery = of([{ x: 1, y: 0, person: 1, camera: 2 }]);
  const skip = await evaluate(query, gallery);
  assertEquals(skip.notices, [
    "7 of 8 queries have no match by another camera in the gallery and are left out of the scores: query 1 (person 20, camera 3), query 2 (person 21, camera 3), query 3 (person 22, camera 3), query 4 (person 23, camera 3), query 5 (person 24, camera 3) and 2 more",
  ]);
  assertEquals(skip.map, 1);
  const zero = await evaluate(query, gallery, { unmatched: "zero" });
  assertEquals([zero.map, zero.cmc[0]], [1 / 8, 1 / 8]);
  assertEquals(
    zero.notices[0]!.slice(0, 90),
    "7 of 8 queries have no match by another camera in the gallery and count 0 in the scores: q",
  );
  const none = await evaluate(of([query1()]), gallery);
  assertEquals(none.notices, []);
});

function query1(): Image {
  return { x: 1, y: 0, person: 1, camera: 1 };
}

Deno.test("evaluate() says why nothing matches", async () => {
  const query = of([query1()]);
  const fails = (gallery: Image[], text: string, options?: EvaluateOptions) =>
    assertRejects(
      () => evaluate(query, of(gallery), options),
      RangeError,
      text,
    );
  const head =
    "Cannot evaluate as at least one query must have a match by another camera in the gallery: ";
  await fails(
    [query1()],
    head +
      "every image has camera 1; give the images their cameras, or where these are unknown all queries one and all gallery images another",
  );
  await fails(
    [query1(), { ...query1(), person: 2, camera: 2 }],
    head +
      "the 1 shared persons are shown by the query's own camera only; give",
  );
  await fails(
    [{ ...query1(), person: 5, camera: 2 }],
    head +
      "query and gallery share no person; check that both number persons alike",
    { unmatched: "zero" },
  );
});

Deno.test("evaluate() refuses malformed embeddings and options", async () => {
  const good = of([query1()]);
  const empty = embeddings([], 2, [], []);
  const cases: [Embeddings, Embeddings, EvaluateOptions, string][] = [
    [
      empty,
      good,
      {},
      "Cannot rank as the query must have at least one image: it is empty",
    ],
    [
      good,
      empty,
      {},
      "Cannot rank as the gallery must have at least one image: it is empty",
    ],
    [
      good,
      embeddings([1], 1, [1], [2]),
      {},
      "Cannot rank as query and gallery must have rows of one size: current sizes are 2 and 1",
    ],
    [
      good,
      { ...good, camera: Int32Array.of(1, 2) },
      {},
      "Cannot rank as the gallery must have one person and one camera for each row: it has 1 rows of 2, 1 persons and 2 cameras",
    ],
    [
      good,
      { ...good, rows: Float32Array.of(3, 4) },
      {},
      "Cannot rank as the rows of the gallery must have length 1: row 0 has length 5, pass the rows through embeddings()",
    ],
    [
      { ...good, rows: Float32Array.of(NaN, 0) },
      good,
      {},
      "Cannot rank as the rows of the query must have length 1: row 0 has length NaN",
    ],
    [
      { ...good, person: Int32Array.of(0) },
      good,
      {},
      "Cannot rank as each query must show a person, numbered from 1: query 0 has person 0",
    ],
    [
      good,
      good,
      { ranks: 0 },
      "Cannot evaluate as ranks must be a whole number from 1 up: current ranks is 0",
    ],
    [
      good,
      good,
      { queryBlock: 0 },
      "Cannot rank as queryBlock must be a whole number from 1 up: current queryBlock is 0",
    ],
    [
      good,
      good,
      { galleryBlock: 1.5 },
      "Cannot rank as galleryBlock must be a whole number from 1 up: current galleryBlock is 1.5",
    ],
    [
      good,
      good,
      { similarity: () => new Float32Array(3) },
      "Cannot rank as the similarity must give 1 x 1 numbers: it gave 3",
    ],
    [
      good,
      good,
      { similarity: () => new Float32Array([NaN]) },
      "Cannot rank as no similarity must be NaN: at least one is",
    ],
  ];
  for (const [query, gallery, options, text] of cases) {
    await assertRejects(
      () => evaluate(query, gallery, options),
      RangeError,
      text,
    );
  }
});
