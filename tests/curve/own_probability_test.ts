import { assertAlmostEquals, assertThrows } from "@std/assert";
import { ownProbabilities } from "../../lib/curve/mod.ts";

Deno.test("ownProbabilities() are the golden values", () => {
  const [a, b, c, d] = ownProbabilities([751], [7, 10, 14, 30]);
  assertAlmostEquals(a!.probability, 0.594, 5e-4);
  assertAlmostEquals(b!.probability, 0.967, 5e-4);
  assertAlmostEquals(c!.probability, 0.99938, 5e-6);
  assertAlmostEquals(1 - d!.probability, 7e-11, 5e-12);
  assertAlmostEquals(ownProbabilities([2], [1e-9])[0]!.probability, 0.5, 1e-9);
});

Deno.test("ownProbabilities() refuse one class and no scale", () => {
  assertThrows(
    () => ownProbabilities([1], [7]),
    RangeError,
    "Cannot compute a curve as classes must be a whole number from 2: current classes is 1",
  );
  assertThrows(
    () => ownProbabilities([7], [-1]),
    RangeError,
    "Cannot compute a curve as scale must be above 0 and finite: current scale is -1",
  );
});
