import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { topLists } from "../../lib/eval/top_lists.ts";

Deno.test("topLists() keeps the best in order, ties by index, however they come", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 12 })
        .chain((values) =>
          fc.tuple(
            fc.constant(values),
            fc.shuffledSubarray([...values.keys()], {
              minLength: values.length,
            }),
          )
        ),
      ([values, order]) => {
        const lists = topLists(2, 3);
        for (const index of order) lists.offer(1, index, values[index]!);
        const best = [...values.keys()]
          .sort((a, b) => values[b]! - values[a]! || a - b).slice(0, 3);
        assertEquals([...lists.indices.subarray(3)], best);
        assertEquals(
          [...lists.values.subarray(3)],
          best.map((index) => values[index]!),
        );
        assertEquals(
          [...lists.values.subarray(0, 3)],
          Array(3).fill(-Infinity),
        );
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});
