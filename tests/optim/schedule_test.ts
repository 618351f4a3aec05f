import { assertEquals, assertThrows } from "@std/assert";
import { schedule } from "../../lib/optim/schedule.ts";

Deno.test("schedule() hands the function on", () => {
  const mine = schedule("mine", "step", 10, (time) => 1 / (1 + time));
  assertEquals([mine.name, mine.unit, mine.end], ["mine", "step", 10]);
  assertEquals([mine.rate(0), mine.rate(3)], [1, 0.25]);
});

Deno.test("schedule() refuses impossible times", () => {
  const mine = schedule("mine", "epoch", 2, () => 1);
  for (const time of [-1, NaN, Infinity]) {
    assertThrows(
      () => mine.rate(time),
      RangeError,
      `Cannot read the schedule "mine" as the time must be 0 or more: current time is ${time}`,
    );
  }
});

Deno.test("schedule() refuses what is out of range", () => {
  assertThrows(
    () => schedule("mine", "epoch", 0, () => 1),
    RangeError,
    'Cannot make the schedule "mine" as its end must be above 0: current end is 0',
  );
});
