import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  type AngleBin,
  angleHistogram,
  describe,
  render,
} from "../../lib/plot/mod.ts";
import { rowsOf, warnings } from "./marks.ts";

const bin = (series: string, from: number, count: number): AngleBin => ({
  series,
  from,
  to: from + 10,
  count,
});

const ROWS = [
  bin("one person", 20, 3),
  bin("one person", 30, 1),
  bin("two persons", 30, 30),
  bin("two persons", 50, 0),
  bin("two persons", 80, 70),
];

Deno.test("angleHistogram() compiles without a warning", () => {
  assertEquals(warnings(angleHistogram(ROWS)), []);
});

Deno.test("angleHistogram() shows shares of each kind, and no empty bin", () => {
  assertEquals(
    rowsOf(angleHistogram(ROWS)).map(({ series, from, percent }) => [
      series,
      from,
      percent,
    ]),
    [
      ["one person", 20, 75],
      ["one person", 30, 25],
      ["two persons", 30, 30],
      ["two persons", 80, 70],
    ],
  );
});

Deno.test("angleHistogram() says means, pairs and what is in common", () => {
  assertEquals(
    describe(angleHistogram(ROWS, { title: "Angles" })),
    "Angles: one person on average 27.5° (4 pairs), two persons on average 70° (100 pairs), in common 25 %",
  );
  assertEquals(
    describe(angleHistogram([bin("one person", 20, 1)])),
    "Angles between pictures: one person on average 25° (1 pair)",
  );
});

Deno.test("angleHistogram() draws degrees and both names", async () => {
  const { svg } = await render(angleHistogram(ROWS));
  for (
    const part of [
      ">one person<",
      ">two persons<",
      ">40°<",
      ">share of its pairs (%)<",
    ]
  ) {
    assertStringIncludes(svg, part);
  }
});

Deno.test("angleHistogram() refuses what it cannot draw", () => {
  assertThrows(
    () => angleHistogram([]),
    RangeError,
    "Cannot draw the angle histogram as it must have at least one row: there are none",
  );
  assertThrows(
    () => angleHistogram([bin("one person", 0, 0)]),
    RangeError,
    'Cannot draw the angle histogram as each kind must have a pair: "one person" has none',
  );
});
