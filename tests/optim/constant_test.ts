import { assertEquals, assertThrows } from "@std/assert";
import { constant } from "../../lib/optim/constant.ts";

Deno.test("constant() holds its rate", () => {
  const flat = constant(3e-4, 5, "step");
  assertEquals([flat.rate(0), flat.rate(4)], [3e-4, 3e-4]);
  assertEquals([flat.name, flat.unit, flat.end], ["constant", "step", 5]);
  assertEquals(constant(3e-4, 5).unit, "epoch");
});

Deno.test("constant() refuses what is out of range", () => {
  assertThrows(
    () => constant(0, 1),
    RangeError,
    'Cannot make the schedule "constant" as its rate must be above 0: current value is 0',
  );
});
