import { assertEquals, assertThrows } from "@std/assert";
import { pieces } from "../../lib/optim/pieces.ts";

Deno.test("pieces() holds each rate until its time", () => {
  const mine = pieces("mine", [[2, 1], [4, 0.5]], "step");
  assertEquals([0, 1, 2, 3, 4].map(mine.rate), [1, 1, 0.5, 0.5, 0.5]);
  assertEquals([mine.name, mine.unit, mine.end], ["mine", "step", 4]);
  assertEquals(pieces("mine", [[2, 1]]).unit, "epoch");
});

Deno.test("pieces() refuses what is out of range", () => {
  assertThrows(
    () => pieces("mine", []),
    RangeError,
    'Cannot make the schedule "mine" as it must have at least one piece: it has none',
  );
  assertThrows(
    () => pieces("mine", [[3, 1], [3, 2]]),
    RangeError,
    'Cannot make the schedule "mine" as the times of its pieces must rise: current times are 3, 3',
  );
});
