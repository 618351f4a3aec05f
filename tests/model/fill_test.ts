import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { filledWith, normalWith } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";

Deno.test("filledWith() fills with its number", () => {
  assertEquals(
    filledWith(0.5)(random(1), 3),
    new Float32Array([0.5, 0.5, 0.5]),
  );
  assertEquals(filledWith(0)(random(1), 0), new Float32Array(0));
});

Deno.test("normalWith() has mean 0 and its deviation, by the seed", () => {
  const values = normalWith(0.2)(random(1), 10_000);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const square = values.reduce((sum, x) => sum + x * x, 0) / values.length;
  assertAlmostEquals(mean, 0, 0.01);
  assertAlmostEquals(Math.sqrt(square), 0.2, 0.005);
  assertEquals(normalWith(0.2)(random(1), 10_000), values);
  assert(normalWith(0.2)(random(2), 1)[0] !== values[0]);
});
