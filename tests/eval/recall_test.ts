import { assertEquals, assertThrows } from "@std/assert";
import { recallAt } from "../../lib/eval/recall.ts";

Deno.test("recallAt() counts what both lists of a query hold, in any order", () => {
  const exact = Int32Array.of(0, 1, 2, 5, 6, 7);
  assertEquals(recallAt(exact, exact, 3), 1);
  assertEquals(recallAt(Int32Array.of(2, 1, 0, 7, -1, -1), exact, 3), 4 / 6);
  assertEquals(recallAt(Int32Array.of(5, 6, 7, 0, 1, 2), exact, 3), 0); // another query's
  assertEquals(recallAt(Int32Array.of(5, 6, 7, 0, 1, 2), exact, 6), 1);
});

Deno.test("recallAt() wants lists of one length", () => {
  for (
    const [found, exact, k] of [[2, 4, 2], [3, 3, 2], [0, 0, 1], [2, 2, 0]]
  ) {
    assertThrows(
      () => recallAt(new Int32Array(found!), new Int32Array(exact!), k!),
      RangeError,
      `Cannot measure recall as both must hold lists of k images, as many as each other: current lengths are ${found} and ${exact} with k ${k}`,
    );
  }
});
