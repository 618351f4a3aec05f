import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { largest } from "../../lib/eval/largest.ts";
import { random } from "../../lib/random/mod.ts";

Deno.test("largest() keeps the largest, ties and infinities included", () => {
  const value = fc.oneof(
    fc.integer({ min: 0, max: 5 }),
    fc.constantFrom(-Infinity, Infinity, -0.5),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(value, { maxLength: 80 }),
      (count, values) => {
        const kept = largest(count);
        values.forEach(kept.add);
        const slow = values.toSorted((a, b) => a < b ? 1 : a > b ? -1 : 0);
        assertEquals([...kept.sorted()], slow.slice(0, count));
      },
    ),
    { numRuns: 500, seed: 7 },
  );
});

Deno.test("largest() of many numbers is exact beyond what it holds at first", () => {
  const draw = random(2);
  const values = Float64Array.from({ length: 30_000 }, () => draw.normal());
  for (const count of [1, 700, 5000, 30_000, 90_000]) {
    const kept = largest(count);
    values.forEach((value) => kept.add(value));
    assertEquals(kept.sorted(), values.toSorted().reverse().slice(0, count));
  }
});
