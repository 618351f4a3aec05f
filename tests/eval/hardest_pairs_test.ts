import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { hardestPairs, type Pair } from "../../lib/eval/mod.ts";
import { of, search } from "./oracle.ts";

Deno.test("hardestPairs() gives what sorting every pair gives", async () => {
  await fc.assert(
    fc.asyncProperty(search, async ([queries, images]) => {
      const [query, gallery] = [of(queries), of(images)];
      const all = queries.flatMap((one, q) =>
        images.flatMap((image, g) => {
          const same = image.person === one.person;
          if (image.person === -1 || same && image.camera === one.camera) {
            return [];
          }
          const similarity = query.rows[2 * q]! * gallery.rows[2 * g]! +
            query.rows[2 * q + 1]! * gallery.rows[2 * g + 1]!;
          return [{ same, query: q, image: g, similarity }];
        })
      );
      const expected = (same: boolean): Pair[] => {
        const sign = same ? 1 : -1;
        const met = new Set<number>();
        return all.filter((pair) => pair.same === same)
          .sort((a, b) =>
            sign * (a.similarity - b.similarity) || a.query - b.query ||
            a.image - b.image
          )
          .filter(({ query }) => !met.has(query) && met.add(query))
          .map(({ same: _, ...pair }) => pair).slice(0, 3);
      };
      assertEquals(await hardestPairs(query, gallery, { top: 3 }), {
        wrong: expected(false),
        right: expected(true),
      });
    }),
    { numRuns: 200, seed: 3 },
  );
});

Deno.test("hardestPairs() takes another similarity, and looks beyond the first block", async () => {
  const camera = (count: number, one: number) => Array(count).fill(one);
  const query = of(
    camera(70, 1).map((camera, at) => ({ x: 1, y: 0, person: at + 1, camera })),
  );
  const gallery = of(
    camera(4100, 2).map((camera, at) => ({
      x: at === 4098 ? 1 : 0,
      y: 1,
      person: at + 1,
      camera,
    })),
  );
  const { wrong, right } = await hardestPairs(query, gallery, { top: 99 });
  assertEquals([wrong.length, right.length], [70, 70]);
  assertEquals(new Set(wrong.map(({ image }) => image)), new Set([4098]));
  assertEquals(right.map(({ image }) => image), [...Array(70).keys()]);
  const flat = await hardestPairs(query, gallery, {
    similarity: (query, gallery, size) =>
      new Float32Array(query.length * gallery.length / size ** 2),
  });
  assertEquals(flat.wrong[0], { query: 0, image: 1, similarity: 0 });
});

Deno.test("hardestPairs() refuses what it cannot compare", async () => {
  const one = of([{ x: 1, y: 0, person: 1, camera: 1 }]);
  await assertRejects(
    () => hardestPairs(one, one, { top: 0 }),
    RangeError,
    "Cannot find the hardest pairs as top must be a whole number from 1: current top is 0",
  );
  const other = of([{ x: 1, y: 0, person: 1, camera: 2 }]);
  await assertRejects(
    () =>
      hardestPairs(one, other, { similarity: () => new Float32Array([NaN]) }),
    RangeError,
    "Cannot find the hardest pairs as no similarity must be NaN: that of query 0 and image 0 is",
  );
  await assertRejects(
    () => hardestPairs(one, other, { similarity: () => new Float32Array(2) }),
    RangeError,
    "Cannot find the hardest pairs as the similarity must give 1 x 1 numbers: it gave 2",
  );
  await assertRejects(
    () => hardestPairs(of([]), other),
    RangeError,
    "Cannot find the hardest pairs as the query must have at least one image: it is empty",
  );
});
