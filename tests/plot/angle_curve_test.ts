import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { angleCurve, COLOURS, describe, render } from "../../lib/plot/mod.ts";
import { layersOf, warnings } from "./marks.ts";

const ROWS = Array.from(
  { length: 100 },
  (_, step) => ({ step, own: 90 - step / 2, nearest: 85 - step / 10 }),
);

Deno.test("angleCurve() compiles without a warning", () => {
  assertEquals(warnings(angleCurve(ROWS)), []);
});

Deno.test("angleCurve() says both angles at both ends", () => {
  assertEquals(
    describe(angleCurve(ROWS)),
    "Angles on the sphere: to the own centre 90° to 40.5°, to the nearest other centre 85° to 75.1°, over steps 0 to 99",
  );
});

Deno.test("angleCurve() draws whole names, degrees and a colour each", async () => {
  const { svg } = await render(angleCurve(ROWS));
  for (
    const part of [
      ">to the own centre<",
      ">to the nearest other centre<",
      ">mean angle (degrees)<",
      ">45°<",
      COLOURS[0]!,
      COLOURS[1]!,
    ]
  ) assertStringIncludes(svg, part);
});

Deno.test("angleCurve() takes a window", () => {
  assertEquals(layersOf(angleCurve(ROWS, { smooth: 1 })), 1);
  assertEquals(layersOf(angleCurve(ROWS, { smooth: 9 })), 2);
});

Deno.test("angleCurve() refuses what it cannot draw", () => {
  assertThrows(
    () => angleCurve([]),
    RangeError,
    "Cannot draw the angle curve as it must have at least one row: there are none",
  );
  assertThrows(
    () => angleCurve([{ step: 0, own: NaN, nearest: 90 }]),
    RangeError,
    "Cannot draw the angle curve as every number must be finite: row 0 has own NaN",
  );
  assertThrows(
    () => angleCurve(ROWS, { smooth: 2.5 }),
    RangeError,
    "Cannot draw the angle curve as smooth must be a whole number from 1 up: current smooth is 2.5",
  );
});
