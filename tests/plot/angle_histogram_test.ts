import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  type AngleBin,
  angleHistogram,
  describe,
  render,
} from "../../lib/plot/mod.ts";
import { live } from "./dataflow.ts";
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

const MOVIE = [
  { ...bin("own", 70, 4), epoch: 0 },
  { ...bin("other", 80, 2), epoch: 0 },
  { ...bin("own", 20, 3), epoch: 5 },
  { ...bin("own", 30, 1), epoch: 5 },
  { ...bin("other", 80, 2), epoch: 5 },
];

Deno.test("angleHistogram() goes through the epochs between axes that stay", async () => {
  const chart = angleHistogram(MOVIE);
  assertEquals(warnings(chart), []);
  await using view = await live(chart);
  const bars = () =>
    view.items("rect").map(({ datum: { series, from, percent } }) => [
      series,
      from,
      percent,
    ]);
  assertEquals(bars(), [["own", 20, 75], ["own", 30, 25], ["other", 80, 100]]);
  const wide = (item: unknown) =>
    Math.round(1e6 * (item as { width: number }).width);
  const before = wide(view.items("rect")[0]);
  await view.move({ epoch: 4 });
  assertEquals(bars(), [["own", 70, 100], ["other", 80, 100]]);
  assertEquals(wide(view.items("rect")[0]), before);
});

Deno.test("angleHistogram() says every epoch", () => {
  assertEquals(
    describe(angleHistogram(MOVIE)),
    "Angles between pictures: epoch 0 own on average 75° (4 pairs), other on average 85° (2 pairs), in common 0 %; epoch 5 own on average 27.5° (4 pairs), other on average 85° (2 pairs), in common 0 %",
  );
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
