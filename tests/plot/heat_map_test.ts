import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  describe,
  type HeatCell,
  heatMap,
  render,
} from "../../lib/plot/mod.ts";
import { rowsOf, warnings } from "./marks.ts";

const ROWS: HeatCell[] = [["2", "a", 10], ["2", "b", 90.04], ["1", "a", null], [
  "1",
  "b",
  50,
]].map(([row, column, value]) => ({ row, column, value }) as HeatCell);

const OPTIONS = { measure: "mAP (%)" };

Deno.test("heatMap() compiles without a warning", () => {
  assertEquals(warnings(heatMap(ROWS, OPTIONS)), []);
});

Deno.test("heatMap() says the largest, the least and the mean", () => {
  assertEquals(
    describe(heatMap(ROWS, { ...OPTIONS, down: "scale", along: "margin" })),
    "mAP (%): scale 2, margin b: 90.0 is the largest, scale 2, margin a: 10.0 the least of 3, on average 50.0",
  );
  assertStringIncludes(
    describe(heatMap(ROWS, { ...OPTIONS, title: "Sweep", digits: 2 })),
    "Sweep: row 2, column b: 90.04 is",
  );
});

Deno.test("heatMap() writes each number, light on full colours, and a dash for none", async () => {
  const rows = rowsOf(heatMap(ROWS, OPTIONS));
  assertEquals(rows.map(({ told, full }) => [told, full]), [
    ["10.0", false],
    ["90.0", true],
    ["–", false],
    ["50.0", false],
  ]);
  assertEquals(
    rowsOf(heatMap(ROWS, { ...OPTIONS, domain: [0, 20] })).map(({ full }) =>
      full
    ),
    [false, true, false, true],
  );
  const { svg } = await render(heatMap(ROWS, OPTIONS));
  for (const part of [">10.0<", ">90.0<", ">–<", ">row<", ">column<"]) {
    assertStringIncludes(svg, part);
  }
});

Deno.test("heatMap() keeps the order of rows and columns, and grows with them", () => {
  const { width, height, encoding } = heatMap(ROWS, OPTIONS) as unknown as {
    width: number;
    height: number;
    encoding: Record<"x" | "y", { sort: string[] }>;
  };
  assertEquals([encoding.y.sort, encoding.x.sort], [["2", "1"], ["a", "b"]]);
  assertEquals([width, height], [128, 72]);
});

Deno.test("heatMap() refuses a table of nothing", () => {
  assertThrows(
    () => heatMap([{ row: "1", column: "1", value: null }], OPTIONS),
    RangeError,
    "Cannot draw the heat map as it must have at least one row: there are none",
  );
  assertThrows(
    () => heatMap([{ row: "1", column: "1", value: NaN }], OPTIONS),
    RangeError,
    "Cannot draw the heat map as every number must be finite: row 0 has value NaN",
  );
});
