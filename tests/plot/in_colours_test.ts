import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  COLOURS,
  describe,
  inColours,
  lossCurve,
  MOST_COLOURS,
  render,
} from "../../lib/plot/mod.ts";
import { warnings } from "./marks.ts";

const CHART = lossCurve(["b", "c"].map((series) => ({
  step: 1,
  loss: 2,
  series,
})));

Deno.test("inColours() gives a series the colour of its place among all names", async () => {
  const chart = inColours(CHART, ["a", "b", "c"]);
  assertEquals([warnings(chart), describe(chart)], [[], describe(CHART)]);
  const { svg } = await render(chart);
  for (const colour of [COLOURS[1]!, COLOURS[2]!]) {
    assertStringIncludes(svg, colour);
  }
  assertEquals(svg.includes(COLOURS[0]!), false);
  assertEquals(inColours(CHART, ["b", "c"]), CHART);
});

Deno.test("inColours() has ten colours, all of them different", () => {
  const names = Array.from({ length: MOST_COLOURS }, (_, at) => `${at}`);
  const chart = lossCurve(
    names.map((series) => ({ step: 1, loss: 2, series })),
  );
  const { encoding } = inColours(chart, names) as unknown as {
    encoding: { color: { scale: { range: string[] } } };
  };
  assertEquals(MOST_COLOURS, 10);
  assertEquals(new Set(encoding.color.scale.range).size, 10);
});
