import { assertEquals, assertRejects } from "@std/assert";
import { nearest, nearestLists } from "../../lib/eval/mod.ts";
import { dotProducts, type Similarity } from "../../lib/eval/similarity.ts";
import { clusters } from "./clusters.ts";

Deno.test("nearestLists() are those of nearest(), query by query, whatever the blocks", async () => {
  const [query, gallery] = [clusters("query", 9), clusters("gallery", 50)];
  const calls: number[] = [];
  const similarity: Similarity = (rows, others, size) => {
    calls.push(rows.length / size * (others.length / size));
    return Promise.resolve(dotProducts(rows, others, size));
  };
  for (const block of [4, 2048]) {
    const { indices, values } = await nearestLists(query, gallery, 7, {
      block,
      similarity,
    });
    for (let at = 0; at < 9; at++) {
      const row = query.rows.subarray(at * 16, (at + 1) * 16);
      const slow = nearest(row, gallery.rows, 7);
      const [from, to] = [at * 7, (at + 1) * 7];
      assertEquals(
        [...indices.subarray(from, to)],
        slow.map(({ index }) => index),
      );
      assertEquals(
        [...values.subarray(from, to)],
        slow.map(({ similarity }) => similarity),
      );
    }
  }
  assertEquals(calls.length, 3 * 13 + 1);
});

Deno.test("nearestLists() refuses numbers out of range", async () => {
  const [query, gallery] = [clusters("query", 2), clusters("gallery", 3)];
  for (const top of [0, 4, 1.5]) {
    await assertRejects(
      () => nearestLists(query, gallery, top),
      RangeError,
      `Cannot find neighbours as top must be a whole number from 1 to the gallery's 3 images: current top is ${top}`,
    );
  }
  await assertRejects(
    () => nearestLists(query, gallery, 1, { block: 0 }),
    RangeError,
    "Cannot find neighbours as block must be a whole number from 1 up: current block is 0",
  );
});
