import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { cmcCurve, describe, render } from "../../lib/plot/mod.ts";
import { layersOf, warnings } from "./marks.ts";

const ROWS = Array.from(
  { length: 50 },
  (_, i) => ({ rank: i + 1, share: 1 - 0.4 / (i + 1) }),
);

Deno.test("cmcCurve() compiles without a warning", () => {
  assertEquals(warnings(cmcCurve(ROWS)), []);
});

Deno.test("cmcCurve() says the ranks that papers report", () => {
  assertEquals(
    describe(cmcCurve(ROWS)),
    "Queries found within k images (CMC): rank-1 60.0 %, rank-5 92.0 %, rank-10 96.0 %, rank-20 98.0 %",
  );
  const two = ROWS.flatMap((row) => [{ ...row, series: "a" }, {
    ...row,
    share: row.share / 2,
    series: "b",
  }]);
  assertStringIncludes(describe(cmcCurve(two)), "a rank-1 60.0 %, rank-5");
  assertStringIncludes(describe(cmcCurve(two)), "; b rank-1 30.0 %, rank-5");
  assertEquals([layersOf(cmcCurve(ROWS)), layersOf(cmcCurve(two))], [3, 2]);
});

Deno.test("cmcCurve() names its points and its ranks", async () => {
  const { svg } = await render(cmcCurve(ROWS));
  for (const part of [">60.0 %<", ">98.0 %<", ">rank k<", ">50<", ">100<"]) {
    assertStringIncludes(svg, part);
  }
});

Deno.test("cmcCurve() draws a single rank", async () => {
  const one = cmcCurve([{ rank: 1, share: 0 }]);
  assertEquals(
    describe(one),
    "Queries found within k images (CMC): rank-1 0.0 %",
  );
  assertStringIncludes((await render(one)).svg, ">0.0 %<");
});

Deno.test("cmcCurve() refuses what it cannot draw", () => {
  assertThrows(
    () => cmcCurve([]),
    RangeError,
    "Cannot draw the CMC curve as it must have at least one row: there are none",
  );
  assertThrows(
    () => cmcCurve([{ rank: 1, share: 94.4 }]),
    RangeError,
    "Cannot draw the CMC curve as shares must be from 0 to 1: row 0 has 94.4",
  );
});
