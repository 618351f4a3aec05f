import { assertEquals, assertThrows } from "@std/assert";
import { embeddings, subset } from "../../lib/eval/mod.ts";

const set = embeddings([1, 0, 0, 1, -1, 0], 2, [7, 0, -1], [1, 2, 3]);

Deno.test("subset() takes images in the order asked for, and copies them", () => {
  const found = subset(set, Int32Array.of(2, 0, 2));
  assertEquals([...found.rows], [-1, 0, 1, 0, -1, 0]);
  assertEquals([...found.person], [-1, 7, -1]);
  assertEquals([...found.camera], [3, 1, 3]);
  found.rows[0] = 5;
  assertEquals(set.rows[4], -1);
  assertEquals(subset(set, []).person.length, 0);
});

Deno.test("subset() refuses an image that is not there", () => {
  for (const image of [3, -1, 0.5]) {
    assertThrows(
      () => subset(set, [image]),
      RangeError,
      `Cannot take image ${image} as there must be such an image: there are 3, counted from 0`,
    );
  }
});
