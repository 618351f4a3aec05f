import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { ladder } from "../../lib/eval/ladder.ts";

const value = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.double({ noNaN: true }),
  fc.constantFrom(-0, 0, 5e-324, 1e308, -1e308, Infinity, -Infinity),
);

Deno.test("ladder() counts the rungs that are not above a number", () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 30 }),
      fc.array(value, { maxLength: 30 }),
      (some, others) => {
        const sorted = Float64Array.from(some).sort();
        const rungs = sorted.filter((rung, at) => rung !== sorted[at - 1]);
        const placeOf = ladder(rungs);
        for (const number of [...some, ...others]) {
          const slow = rungs.filter((rung) => rung <= number).length;
          assertEquals(placeOf(number), slow, `${number} among ${rungs}`);
        }
      },
    ),
    { numRuns: 500, seed: 6 },
  );
});
