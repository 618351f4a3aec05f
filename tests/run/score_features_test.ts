import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import fc from "fast-check";
import { dotProducts } from "../../lib/eval/mod.ts";
import {
  type Features,
  readFeatures,
  scoreFeatures,
} from "../../lib/run/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { featurePath } from "../weights/arrays/opened.ts";
import { EVERY_FORMAT } from "./every_format.ts";

interface Expected {
  readonly metric: "cosine" | "euclidean";
  readonly unmatched: "skip" | "zero";
  readonly multi: boolean;
  readonly queries: number;
  readonly map: number;
  readonly marketMap: number;
  readonly minp: number;
  readonly cmc: readonly number[];
}

const golden: { ranks: number[]; scores: Expected[] } = JSON.parse(
  await Deno.readTextFile(featurePath("expected.json")),
);

Deno.test("scoreFeatures() gives NumPy's scores of every format, to 1e-9", async () => {
  let compared = 0;
  for (const [name, options] of EVERY_FORMAT) {
    const file = await readFeatures(featurePath(name), options);
    for (const expected of golden.scores) {
      if (expected.multi && file.multi === undefined) continue;
      const { metric, unmatched } = expected;
      const found = await scoreFeatures(file.query, file.gallery, {
        metric,
        unmatched,
        ...expected.multi ? { multi: file.multi } : {},
      });
      const what = `${name}, ${metric}, ${unmatched}`;
      assertAlmostEquals(found.map, expected.map, 1e-9, what);
      assertAlmostEquals(found.marketMap, expected.marketMap, 1e-9, what);
      assertAlmostEquals(found.minp, expected.minp, 1e-9, what);
      golden.ranks.forEach((rank, at) =>
        assertAlmostEquals(found.cmc[rank - 1]!, expected.cmc[at]!, 1e-9, what)
      );
      assertEquals(found.queries.length, expected.queries, what);
      compared++;
    }
  }
  assertEquals(compared, 13 * 4 + 2 * 4);
});

/** Images as JSON, read. */
async function read(query: object, gallery: object) {
  await using box = await sandbox();
  const path = await box.write("a.json", JSON.stringify({ query, gallery }));
  return await readFeatures(path);
}

const side = (most: number) =>
  fc.array(
    fc.record({
      x: fc.integer({ min: -3, max: 3 }),
      y: fc.integer({ min: -3, max: 3 }),
      person: fc.integer({ min: 1, max: 3 }),
      camera: fc.integer({ min: 1, max: 2 }),
    }),
    { minLength: 1, maxLength: most },
  );

Deno.test("scoreFeatures() ranks by the distance of given rows, ties by index, as a slow walk does", async () => {
  let scored = 0;
  const pair = fc.tuple(side(4), side(20));
  await fc.assert(
    fc.asyncProperty(pair, async ([queries, images]) => {
      const told = (all: typeof images) => ({
        features: all.map(({ x, y }) => [x, y]),
        persons: all.map(({ person }) => person),
        cameras: all.map(({ camera }) => camera),
      });
      const first = queries.map(({ x, y, person, camera }) => {
        const kept = images.filter((image) =>
          image.person !== person || image.camera !== camera
        );
        const away = (image: typeof kept[number]) =>
          (image.x - x) ** 2 + (image.y - y) ** 2;
        return kept.toSorted((a, b) => away(a) - away(b))
          .findIndex((image) => image.person === person) + 1;
      });
      if (first.every((place) => place === 0)) return;
      scored++;
      const { query, gallery } = await read(told(queries), told(images));
      const found = await scoreFeatures(query, gallery, {
        metric: "euclidean",
        unmatched: "zero",
      });
      assertEquals(found.queries.map(({ firstHit }) => firstHit), first);
    }),
    { seed: 7, numRuns: 100 },
  );
  assert(scored > 50);
});

Deno.test("scoreFeatures() pools the rows of a query's person by its camera, and keeps a query without any", async () => {
  const gallery = {
    features: [[0, 5], [5, 0]],
    persons: [1, 2],
    cameras: [2, 2],
  };
  const { query, gallery: images } = await read({
    features: [[5, 0], [0, 5]],
    persons: [1, 2],
    cameras: [1, 1],
  }, gallery);
  const { query: multi } = await read({
    features: [[0, 1], [1, 9], [9, 0]],
    persons: [1, 1, 1],
    cameras: [1, 1, 2], // the last is by another camera
  }, gallery);
  for (const metric of ["cosine", "euclidean"] as const) {
    const alone = await scoreFeatures(query, images, { metric });
    assertEquals(alone.queries.map(({ firstHit }) => firstHit), [2, 2]);
    const { queries } = await scoreFeatures(query, images, { metric, multi });
    assertEquals(queries.map(({ firstHit }) => firstHit), [1, 2]);
  }
});

Deno.test("scoreFeatures() has as many ranks as it is asked for", async () => {
  const { query, gallery } = await readFeatures(featurePath("features.npz"));
  const { cmc } = await scoreFeatures(query, gallery, { ranks: 3 });
  assertEquals(cmc.length, 3);
});

Deno.test("scoreFeatures() takes products from elsewhere, and tells how far it is", async () => {
  const { query, gallery } = await readFeatures(featurePath("features.npz"));
  const asked: [number, number][] = [];
  const told: number[] = [];
  for (const metric of ["cosine", "euclidean"] as const) {
    const found = await scoreFeatures(query, gallery, {
      metric,
      products(queries, images, size) {
        asked.push([queries.length / size, images.length / size]);
        return Float32Array.from(dotProducts(queries, images, size));
      },
      onProgress: (done, total) => told.push(done, total),
    });
    const [expected] = golden.scores.filter((one) => one.metric === metric);
    assertAlmostEquals(found.map, expected!.map, 1e-9);
  }
  assertEquals(asked, [[12, 40], [12, 40]]);
  assertEquals(told, [12, 12, 12, 12]);
});

Deno.test("scoreFeatures() refuses rows of two sizes", async () => {
  const { query, gallery } = await readFeatures(featurePath("features.npz"));
  const half: Features = { ...query, size: 4 };
  await assertRejects(() => scoreFeatures(half, gallery), RangeError);
});
