import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { milestones } from "../../lib/optim/milestones.ts";

Deno.test("milestones() falls at each milestone by the factor", () => {
  const stairs = milestones({ rate: 1, at: [2, 4], end: 6, factor: 0.5 });
  assertEquals([0, 1, 2, 3, 4, 5].map(stairs.rate), [
    1,
    1,
    0.5,
    0.5,
    0.25,
    0.25,
  ]);
  assertAlmostEquals(milestones({ rate: 1, at: [2], end: 6 }).rate(2), 0.1);
  assertEquals(
    milestones({ rate: 1, at: [], end: 6, unit: "step" }).unit,
    "step",
  );
});

Deno.test("milestones() refuses what is out of range", () => {
  assertThrows(
    () => milestones({ rate: 1, at: [4, 2], end: 6 }),
    RangeError,
    'Cannot make the schedule "milestones" as its milestones must rise: current milestones are 4, 2',
  );
  assertThrows(
    () => milestones({ rate: 1, at: [4], end: 6, factor: 0 }),
    RangeError,
    'Cannot make the schedule "milestones" as its factor must be above 0: current value is 0',
  );
});
