import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  dotProducts,
  type Embeddings,
  embeddings,
  evaluate,
  type EvaluateOptions,
  rank,
  ranking,
  type Similarity,
} from "../../lib/eval/mod.ts";

interface Image {
  readonly x: number;
  readonly y: number;
  readonly person: number;
  readonly camera: number;
}

function of(images: readonly Image[]): Embeddings {
  return embeddings(
    images.flatMap(({ x, y }) => [x, y]),
    2,
    images.map(({ person }) => person),
    images.map(({ camera }) => camera),
  );
}

/** The protocol once more, slowly: sort everything, walk the list. */
function oracle(query: Embeddings, gallery: Embeddings) {
  const dot = (q: number, g: number) =>
    query.rows[2 * q]! * gallery.rows[2 * g]! +
    query.rows[2 * q + 1]! * gallery.rows[2 * g + 1]!;
  return Array.from(query.person, (person, q) => {
    const counted = [...gallery.person.keys()].filter((g) =>
      gallery.person[g] !== -1 &&
      !(gallery.person[g] === person && gallery.camera[g] === query.camera[q])
    ).sort((a, b) => dot(q, b) - dot(q, a) || a - b);
    const hits = counted.map((g) => gallery.person[g] === person);
    const all = hits.filter(Boolean).length;
    let [mean, market, found, recall, precision, last] = [0, 0, 0, 0, 1, 0];
    hits.forEach((hit, i) => {
      if (hit) {
        mean += ++found / (i + 1) / all;
        last = i + 1;
      }
      const now = all === 0 ? 0 : found / all;
      market += (now - recall) * (precision + found / (i + 1)) / 2;
      [recall, precision] = [now, found / (i + 1)];
    });
    return {
      counted,
      averagePrecision: mean,
      marketAveragePrecision: market,
      firstHit: hits.indexOf(true) + 1,
      inp: all === 0 ? 0 : all / last,
      matches: all,
    };
  });
}

// Few directions, persons and cameras: ties, junk and distractors abound.
const direction = fc.integer({ min: -1, max: 1 });
const image = (least: number) =>
  fc.record({
    x: direction,
    y: direction,
    person: fc.integer({ min: least, max: 3 }),
    camera: fc.integer({ min: 1, max: 2 }),
  });
const search = fc.tuple(
  fc.array(image(1), { minLength: 1, maxLength: 6 }),
  fc.array(image(-1), { minLength: 1, maxLength: 25 }),
);

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

Deno.test("ranking() gives the oracle's order", () => {
  fc.assert(
    fc.property(search, ([queries, images]) => {
      const [query, gallery] = [of(queries), of(images)];
      oracle(query, gallery).forEach(({ counted }, index) => {
        assertEquals([...ranking(query, gallery, index, 100)], counted);
        assertEquals(
          [...ranking(query, gallery, index, 3)],
          counted.slice(0, 3),
        );
      });
    }),
    { numRuns: 100, seed: 2 },
  );
});

Deno.test("rank() gives the same places whatever the blocks", async () => {
  const images = Array.from({ length: 23 }, (_, i) => ({
    x: Math.sin(i * 7),
    y: Math.cos(i * 3),
    person: i % 4 + 1,
    camera: i % 3,
  }));
  const [query, gallery] = [of(images.slice(0, 5)), of(images.slice(5))];
  const whole = await Array.fromAsync(rank(query, gallery));
  const sizes: number[][] = [];
  const similarity: Similarity = (q, g, size) => {
    sizes.push([q.length / size, g.length / size]);
    return Promise.resolve(dotProducts(q, g, size));
  };
  const parts = await Array.fromAsync(
    rank(query, gallery, { similarity, queryBlock: 3, galleryBlock: 10 }),
  );
  assertEquals(parts, whole);
  assertEquals(sizes, [[3, 10], [3, 8], [2, 10], [2, 8]]);
});

Deno.test("rank() leaves out same person and camera, and junk; distractors stay", async () => {
  const query = of([{ x: 1, y: 0, person: 1, camera: 1 }]);
  const gallery = of([
    { x: 1, y: 0, person: 1, camera: 1 }, // same camera
    { x: 1, y: 0, person: -1, camera: 2 }, // junk
    { x: 1, y: 0, person: 0, camera: 2 }, // distractor, and a wrong answer
    { x: 1, y: 0, person: 2, camera: 1 }, // another person by the same camera
    { x: 1, y: 0, person: 1, camera: 2 }, // the match; last of the ties
  ]);
  assertEquals(await Array.fromAsync(rank(query, gallery)), [Int32Array.of(3)]);
  assertEquals([...ranking(query, gallery, 0, 9)], [2, 3, 4]);
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
  assertThrows(
    () => ranking(good, good, 3, 1),
    RangeError,
    "Cannot rank query 3 as there must be such a query: there are 1, counted from 0",
  );
});

Deno.test("embeddings() divides by the length in float64 and keeps zeros", () => {
  const { rows, person, camera } = embeddings(
    [3, 4, 0, 0, 1e-30, 0],
    2,
    [1, 2, 3],
    [4, 5, 6],
  );
  assertEquals(rows, Float32Array.of(0.6, 0.8, 0, 0, 1, 0));
  assertEquals([...person, ...camera], [1, 2, 3, 4, 5, 6]);
});

Deno.test("embeddings() refuses what is no table of finite rows", () => {
  assertThrows(
    () => embeddings([1, 2, Infinity, 0], 2, [1, 2], [1, 1]),
    RangeError,
    "Cannot make embeddings as every number must be finite: row 1 is not",
  );
  assertThrows(
    () => embeddings([1, 2, 3], 2, [1], [1]),
    RangeError,
    "Cannot make embeddings as the embeddings must have one person and one camera for each row: it has 1.5 rows of 2, 1 persons and 1 cameras",
  );
  assertThrows(
    () => embeddings([], 0, [], []),
    RangeError,
    "Cannot make embeddings as the rows of the embeddings must have a size: current size is 0",
  );
});
