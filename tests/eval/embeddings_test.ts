import { assertEquals, assertThrows } from "@std/assert";
import { embeddings } from "../../lib/eval/embeddings.ts";

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
