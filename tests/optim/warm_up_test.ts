import { assertEquals, assertThrows } from "@std/assert";
import { constant, pieces, warmUp } from "../../lib/optim/mod.ts";

Deno.test("warmUp() rises by equal amounts or by equal factors", () => {
  const rise = { from: 1, to: 16, over: 4 };
  const flat = constant(16, 8);
  assertEquals(
    [0, 1, 2, 3, 4].map(warmUp(rise, flat).rate),
    [1, 4.75, 8.5, 12.25, 16],
  );
  assertEquals(
    [0, 1, 2, 3, 4].map(warmUp({ ...rise, shape: "geometric" }, flat).rate),
    [1, 2, 4, 8, 16],
  );
});

Deno.test("warmUp() does not shift the clock of what follows", () => {
  const rise = warmUp(
    { from: 0.1, to: 1, over: 2 },
    pieces("x", [[3, 1], [5, 0.5]]),
  );
  assertEquals([rise.rate(2), rise.rate(3), rise.end], [1, 0.5, 5]);
});

Deno.test("warmUp() refuses what is out of range", () => {
  assertThrows(
    () => warmUp({ from: 0, to: 1, over: 2 }, constant(1, 5)),
    RangeError,
    'Cannot make the schedule "constant" as the first rate of its rise must be above 0: current value is 0',
  );
  assertThrows(
    () => warmUp({ from: 0.1, to: 1, over: 6 }, constant(1, 5)),
    RangeError,
    'Cannot warm up the schedule "constant" as the rise must fit into the run: current rise is 6, end is 5',
  );
});
