import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { cosineDecay } from "../../lib/optim/cosine_decay.ts";

Deno.test("cosineDecay() falls from the start to the end", () => {
  const fall = cosineDecay({ from: 1, to: 0.2, start: 10, end: 30 });
  assertEquals(fall.rate(0), 1);
  assertEquals(fall.rate(10), 1);
  assertAlmostEquals(fall.rate(20), 0.6);
  assertAlmostEquals(fall.rate(30), 0.2);
  assertAlmostEquals(fall.rate(99), 0.2);
  assertAlmostEquals(cosineDecay({ from: 1, end: 30 }).rate(30), 0);
  assertEquals(cosineDecay({ from: 1, end: 30, unit: "step" }).unit, "step");
});

Deno.test("cosineDecay() refuses what is out of range", () => {
  assertThrows(
    () => cosineDecay({ from: 1, to: 2, end: 3 }),
    RangeError,
    'Cannot make the schedule "cosine" as its last rate must be from 0 to its first: current rates are 1 and 2',
  );
  assertThrows(
    () => cosineDecay({ from: 1, start: 3, end: 3 }),
    RangeError,
    'Cannot make the schedule "cosine" as its start must be from 0 to below its end: current start is 3, end is 3',
  );
});
