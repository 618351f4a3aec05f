import { assertEquals } from "@std/assert";
import { reciprocalSets } from "../../lib/eval/reciprocal.ts";
import { topLists } from "../../lib/eval/top_lists.ts";

/** Lists as they are given. */
function of(...lists: number[][]) {
  const count = lists[0]!.length;
  const made = topLists(lists.length, count);
  made.indices.set(lists.flat());
  return made;
}

Deno.test("reciprocalSets() keeps those that have each other, and may find none", () => {
  // 0 and 1 have each other; 2 has them, but none has it, nor it itself.
  const setOf = reciprocalSets(of([0, 1], [1, 0], [0, 1], [3, 2]), 2, 1);
  assertEquals([0, 1, 2, 3].map((image) => [...setOf(image)]), [
    [0, 1],
    [0, 1],
    [],
    [3],
  ]);
});

Deno.test("reciprocalSets() adds the half set of an image only if more than two thirds are shared", () => {
  // R(0, 2) is {0, 1}; of R(1, 3), {1, 0, 2}, that is two thirds and not more.
  const few = of([0, 1, 3], [1, 0, 2], [2, 1, 0], [3, 0, 1]);
  assertEquals([...reciprocalSets(few, 2, 3)(0)], [0, 1]);
  // R(0, 3) is {0, 1, 2}; of R(1, 4), {1, 0, 2, 3}, that is three quarters.
  const more = of([0, 1, 2, 4], [1, 0, 2, 3], [2, 0, 1, 3], [3, 1, 2, 4], [
    4,
    3,
    2,
    1,
  ]);
  assertEquals([...reciprocalSets(more, 3, 3)(0)], [0, 1, 2]);
  assertEquals([...reciprocalSets(more, 3, 4)(0)], [0, 1, 2, 3]);
});
