import { assertEquals, assertThrows } from "@std/assert";
import { botSchedule, paperSchedule, scaled } from "../../lib/optim/mod.ts";

Deno.test("scaled() stretches every feature alike", () => {
  const short = scaled(paperSchedule(), 14);
  assertEquals(short.end, 14);
  for (let time = 0; time < 14; time++) {
    assertEquals(short.rate(time), paperSchedule().rate(time * 10));
  }
  const long = scaled(botSchedule(), 1200);
  assertEquals([long.rate(399), long.rate(400)], [3.5e-4, 3.5e-5]);
});

Deno.test("scaled() refuses what is out of range", () => {
  assertThrows(
    () => scaled(botSchedule(), 0),
    RangeError,
    'Cannot make the schedule "bot" as its end must be above 0: current end is 0',
  );
});
