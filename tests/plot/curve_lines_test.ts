import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { COLOURS, curveLines, describe, render } from "../../lib/plot/mod.ts";
import { rowsOf, warnings } from "./marks.ts";

const ROWS = ["sphere", "margin"].flatMap((series, i) =>
  [0, 90, 180].map((x) => ({ series, x, y: Math.cos(x * Math.PI / 180) - i }))
);

Deno.test("curveLines() compiles without a warning", () => {
  assertEquals(warnings(curveLines(ROWS)), []);
});

Deno.test("curveLines() says the ends of each curve", () => {
  assertEquals(
    describe(curveLines(ROWS, { title: "Logits", along: "angle", up: "z" })),
    "Logits: z over angle, sphere 1 at 0 to -1 at 180, margin 0 at 0 to -2 at 180",
  );
  assertEquals(
    describe(curveLines([{ x: 1, y: 2 }])),
    "Curves: y over x, 2 at 1 to 2 at 1",
  );
});

Deno.test("curveLines() draws both names, both axes and a colour each", async () => {
  const { svg } = await render(
    curveLines(ROWS, { along: "angle (degrees)", up: "logit" }),
  );
  for (
    const part of [
      ">sphere<",
      ">margin<",
      ">angle (degrees)<",
      ">logit<",
      COLOURS[0]!,
      COLOURS[1]!,
    ]
  ) assertStringIncludes(svg, part);
});

Deno.test("curveLines() shows the dots of a short curve alone, and thins a long one", () => {
  const long = Array.from({ length: 5000 }, (_, x) => ({ x, y: Math.sin(x) }));
  const dots = (chart: object) =>
    JSON.stringify(chart).includes('"point":true');
  assertEquals([dots(curveLines(ROWS)), dots(curveLines(long))], [true, false]);
  assertEquals(rowsOf(curveLines(long)).length < 1100, true);
});

Deno.test("curveLines() draws means over neighbours where asked, and whole steps where there are", () => {
  const points = [0, 3, 0, 3].map((y, x) => ({ x, y }));
  const chart = curveLines(points, { smooth: 3 });
  assertEquals(rowsOf(chart).map(({ y }) => y), [1.5, 1, 2, 1.5]);
  assertEquals(describe(chart), "Curves: y over x, 1.5 at 0 to 1.5 at 3");
  assertStringIncludes(JSON.stringify(chart), "mean over 3 points");
  const whole = (chart: object) =>
    JSON.stringify(chart).includes('"tickMinStep":1');
  assertEquals([
    whole(chart),
    whole(curveLines([{ x: 0.5, y: 1 }])),
  ], [true, false]);
  assertThrows(
    () => curveLines(points, { smooth: 0 }),
    RangeError,
    "Cannot draw the curves as smooth must be a whole number from 1 up: current smooth is 0",
  );
});

Deno.test("curveLines() refuses what it cannot draw", () => {
  assertThrows(
    () => curveLines([]),
    RangeError,
    "Cannot draw the curves as it must have at least one row: there are none",
  );
  assertThrows(
    () => curveLines([{ x: 0, y: NaN }]),
    RangeError,
    "Cannot draw the curves as every number must be finite: row 0 has y NaN",
  );
});
