import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, rateCurve, render } from "../../lib/plot/mod.ts";
import { warnings } from "./marks.ts";

const ROWS = [1e-6, 1e-3, 1e-4].map((rate, time) => ({ time, rate }));

Deno.test("rateCurve() compiles without a warning", () => {
  assertEquals(warnings(rateCurve(ROWS)), []);
  assertEquals(warnings(rateCurve(ROWS, { scale: "linear" })), []);
});

Deno.test("rateCurve() says its ends, its height and its unit", () => {
  assertEquals(
    describe(rateCurve(ROWS)),
    "Learning rate: rate 1e-6 to 1e-4, highest 0.001, over steps 0 to 2",
  );
  assertEquals(
    describe(rateCurve(ROWS.map((row) => ({ ...row, series: "paper" })), {
      unit: "epoch",
    })),
    "Learning rate: paper 1e-6 to 1e-4, highest 0.001, over epochs 0 to 2",
  );
});

Deno.test("rateCurve() marks powers of ten on a log scale and 0 on a linear one", async () => {
  const log = await render(rateCurve(ROWS));
  for (const label of [">1e-6<", ">1e-5<", ">1e-4<", ">1e-3<"]) {
    assertStringIncludes(log.svg, label);
  }
  assertEquals(log.svg.includes(">5e-4<"), false);
  const near = await render(rateCurve(ROWS.slice(1))); // one decade: 2 and 5 too
  assertStringIncludes(near.svg, ">5e-4<");
  const linear = await render(rateCurve([...ROWS, { time: 3, rate: 0 }]));
  assertStringIncludes(linear.svg, ">0<");
  assertStringIncludes(linear.svg, ">5e-4<");
});

Deno.test("rateCurve() refuses what it cannot draw", () => {
  assertThrows(
    () => rateCurve([]),
    RangeError,
    "Cannot draw the rate curve as it must have at least one row: there are none",
  );
  assertThrows(
    () => rateCurve([{ time: 0, rate: 0 }], { scale: "log" }),
    RangeError,
    "Cannot draw the rate curve as a log scale must have rates above 0: at least one is not",
  );
  assertThrows(
    () => rateCurve([{ time: Infinity, rate: 1 }]),
    RangeError,
    "Cannot draw the rate curve as every number must be finite: row 0 has time Infinity",
  );
});
