import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  COLOURS,
  describe,
  type MapPoint,
  mapScatter,
  render,
} from "../../lib/plot/mod.ts";
import { rowsOf, warnings } from "./marks.ts";

const point = (x: number, group: string | null): MapPoint => ({
  x,
  y: 2 * x,
  group,
  name: `${x}.jpg`,
});

const ROWS = [point(0, "a"), point(1, "a"), point(8, "b"), point(9, null)];

Deno.test("mapScatter() compiles without a warning", () => {
  assertEquals(warnings(mapScatter(ROWS)), []);
});

Deno.test("mapScatter() says how many have their own beside them", () => {
  assertEquals(
    describe(mapScatter(ROWS)),
    "Map of the embeddings: 4 points, 3 of them in 2 groups; of these 66.7 % have one of their own group nearest",
  );
  assertEquals(
    describe(mapScatter([point(1, null), point(2, null)])),
    "Map of the embeddings: 2 points",
  );
});

Deno.test("mapScatter() gives each group a colour, and the others grey", async () => {
  const chart = mapScatter(ROWS, { others: "the rest" });
  const { svg } = await render(chart);
  for (const part of [">a<", ">b<", ">the rest<", COLOURS[0]!, COLOURS[1]!]) {
    assertStringIncludes(svg, part);
  }
  assertStringIncludes(svg, COLOURS.at(-1)!);
  assertEquals(rowsOf(chart).map(({ group }) => group), [
    "a",
    "a",
    "b",
    "the rest",
  ]);
});

Deno.test("mapScatter() has one scale for both axes", () => {
  const { encoding, width, height } = mapScatter(ROWS) as unknown as {
    width: number;
    height: number;
    encoding: Record<"x" | "y", { scale: { domain: [number, number] } }>;
  };
  const [x, y] = [encoding.x.scale.domain, encoding.y.scale.domain];
  assertEquals(x[1] - x[0], y[1] - y[0]);
  assertEquals([width, height], [480, 480]);
});

Deno.test("mapScatter() refuses more groups than it has colours", () => {
  const many = Array.from({ length: 10 }, (_, at) => point(at, `${at}`));
  assertThrows(
    () => mapScatter(many),
    RangeError,
    "Cannot draw the map as there must be at most 9 groups: there are 10, give the rest null",
  );
  mapScatter(many.slice(1));
  assertThrows(() => mapScatter([]), RangeError, "Cannot draw the map as it");
});
