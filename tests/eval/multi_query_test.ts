import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { embeddings, multiQuery } from "../../lib/eval/mod.ts";

Deno.test("multiQuery() averages the unit rows of the same person and camera, and makes them unit", () => {
  const query = embeddings([1, 0, 0, 1, 1, 1], 2, [1, 1, 2], [1, 2, 1]);
  const images = embeddings(
    [3, 0, 0, 5, 0, 7, -1, 0],
    2,
    [1, 1, 1, 3],
    [1, 1, 1, 1],
  );
  const found = multiQuery(query, images);
  // person 1, camera 1: (1, 0) + (0, 1) + (0, 1), each of length 1
  const want = [1 / Math.sqrt(5), 2 / Math.sqrt(5)];
  want.forEach((value, at) => assertAlmostEquals(found.rows[at]!, value, 1e-7));
  // another camera, another person: no images, their own rows
  assertEquals(found.rows.subarray(2), query.rows.subarray(2));
  assertEquals(found.person, query.person);
  assertEquals(found.camera, query.camera);
});

Deno.test("multiQuery() of the queries themselves gives those of one person and camera one row", () => {
  const query = embeddings([1, 0, 0, 1, 1, 0], 2, [1, 1, 1], [1, 1, 2]);
  const { rows } = multiQuery(query, query);
  const half = Math.fround(Math.SQRT1_2);
  assertEquals([...rows], [half, half, half, half, 1, 0]);
});

Deno.test("multiQuery() leaves a mean of nothing at zero", () => {
  const query = embeddings([1, 0], 2, [1], [1]);
  const images = embeddings([1, 0, -1, 0], 2, [1, 1], [1, 1]);
  assertEquals([...multiQuery(query, images).rows], [0, 0]);
});

Deno.test("multiQuery() refuses rows of two sizes", () => {
  assertThrows(
    () =>
      multiQuery(embeddings([1, 0], 2, [1], [1]), embeddings([1], 1, [1], [1])),
    RangeError,
    "Cannot average queries as query and images must have rows of one size: current sizes are 2 and 1",
  );
});
