import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { constant, paperSchedule, perStep } from "../../lib/optim/mod.ts";

Deno.test("perStep() reads epochs at every step", () => {
  const steps = perStep(paperSchedule(), 46);
  assertEquals([steps.unit, steps.end], ["step", 6440]);
  for (const epoch of [0, 19, 20, 79, 80, 100, 139]) {
    assertEquals(steps.rate(epoch * 46), paperSchedule().rate(epoch));
  }
  assertAlmostEquals(steps.rate(23), 7.375e-5, 1e-12);
  assertEquals(steps.rate(80 * 46 - 1), 1e-3);
});

Deno.test("perStep() refuses what is out of range", () => {
  assertThrows(
    () => perStep(constant(1, 5, "step"), 2),
    RangeError,
    'Cannot read the schedule "constant" per step as it must count epochs: it counts steps already',
  );
  assertThrows(
    () => perStep(constant(1, 5), 0),
    RangeError,
    'Cannot read the schedule "constant" per step as an epoch must have at least one step: current number is 0',
  );
});
