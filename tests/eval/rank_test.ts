import { assertEquals, assertRejects } from "@std/assert";
import { rank } from "../../lib/eval/rank.ts";
import { dotProducts, type Similarity } from "../../lib/eval/similarity.ts";
import { of } from "./oracle.ts";

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
});

Deno.test("rank() takes similarities that are given in place of products", async () => {
  const query = of([
    { x: 1, y: 0, person: 1, camera: 1 },
    { x: 0, y: 1, person: 2, camera: 1 },
  ]);
  const gallery = of([
    { x: 1, y: 0, person: 1, camera: 2 },
    { x: 0, y: 1, person: 2, camera: 2 },
    { x: 0, y: 1, person: 2, camera: 3 },
  ]);
  const table = [-5, 7, 3, 9, 1, 9];
  for (const type of [Float32Array, Float64Array]) {
    const asked: number[][] = [];
    const rows = (first: number, end: number) => {
      asked.push([first, end]);
      return type.from(table.slice(first * 3, end * 3));
    };
    const places = await Array.fromAsync(
      rank(query, gallery, { rows, queryBlock: 1 }),
    );
    assertEquals(places, [Int32Array.of(3), Int32Array.of(2, 3)]);
    assertEquals(asked, [[0, 1], [1, 2]]);
  }
  await assertRejects(
    () =>
      Array.fromAsync(
        rank(query, gallery, { rows: () => new Float32Array(5) }),
      ),
    RangeError,
    "Cannot rank as the rows must have 2 x 3 numbers: they have 5",
  );
});
