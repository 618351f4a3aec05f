import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { leastLosses } from "../../lib/curve/mod.ts";

Deno.test("leastLosses() are the golden values", () => {
  const golden: [number, number, number][] = [
    [751, 1, 5.6224],
    [751, 7, 0.5173],
    [751, 10, 3.30e-2],
    [751, 14, 6.12e-4],
    [751, 16, 8.26e-5],
    [751, 20, 1.51e-6],
    [10, 1, 1.3769],
    [10575, 1, 8.2663],
  ];
  for (const [classes, scale, wanted] of golden) {
    const [row] = leastLosses([classes], [scale]);
    assertAlmostEquals(row!.loss, wanted, 5e-3 * wanted);
  }
  const rows = leastLosses([3, 4], [1, 2]);
  assertEquals(rows.map(({ classes, scale }) => [classes, scale]), [
    [3, 1],
    [3, 2],
    [4, 1],
    [4, 2],
  ]);
});

Deno.test("leastLosses() refuse one class and no scale", () => {
  assertThrows(
    () => leastLosses([1], [7]),
    RangeError,
    "classes must be",
  );
  assertThrows(
    () => leastLosses([7], [0]),
    RangeError,
    "scale must be above 0 and finite: current scale is 0",
  );
});
