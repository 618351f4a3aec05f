import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, render, seedBars } from "../../lib/plot/mod.ts";
import { rowsOf, warnings } from "./marks.ts";

const ROWS = [
  { series: "softmax", value: 0.8 },
  { series: "sphere", value: 0.6 },
  { series: "softmax", value: 1 },
];
const OPTIONS = { measure: "test error (%)" };

Deno.test("seedBars() compiles without a warning", () => {
  assertEquals(warnings(seedBars(ROWS, OPTIONS)), []);
});

Deno.test("seedBars() says means, ranges and numbers of runs", () => {
  assertEquals(
    describe(seedBars(ROWS, { ...OPTIONS, title: "Errors" })),
    "Errors: test error (%): softmax 0.9 (0.8 to 1, 2 runs), sphere 0.6 (1 run)",
  );
});

Deno.test("seedBars() draws a bar for each series and a dot for each run", async () => {
  const rows = rowsOf(seedBars(ROWS, OPTIONS));
  assertEquals(
    rows.filter(({ part }) => part === "mean").map(({ value }) => value),
    [0.9, 0.6],
  );
  assertEquals(rows.filter(({ part }) => part === "run").length, 3);
  const { svg } = await render(seedBars(ROWS, OPTIONS));
  for (const text of [">softmax<", ">test error (%)<", ">0.9<"]) {
    assertStringIncludes(svg, text);
  }
});

Deno.test("seedBars() refuses what it cannot draw", () => {
  assertThrows(
    () => seedBars([], OPTIONS),
    RangeError,
    "Cannot draw the means over seeds as it must have at least one row: there are none",
  );
});
