import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { describe, embeddingScatter, render } from "../../lib/plot/mod.ts";
import { live } from "./dataflow.ts";
import { rowsOf, warnings } from "./marks.ts";

/** Ten rays of five points each. */
const ROWS = Array.from({ length: 50 }, (_, at) => {
  const turn = (at % 10) * Math.PI / 5 +
    (Math.floor(at / 10) - 2) * Math.PI / 90;
  return { x: 9 * Math.cos(turn), y: 9 * Math.sin(turn), label: `${at % 10}` };
});
const CENTRES = Array.from({ length: 10 }, (_, at) => ({
  x: 3 * Math.cos(at * Math.PI / 5),
  y: 3 * Math.sin(at * Math.PI / 5),
  label: `${at}`,
}));

const part = (chart: ReturnType<typeof embeddingScatter>, name: string) =>
  rowsOf(chart).filter((row) => row.part === name) as {
    x: number;
    y: number;
    label: string;
  }[];

Deno.test("embeddingScatter() compiles without a warning", () => {
  assertEquals(warnings(embeddingScatter(ROWS, { centres: CENTRES })), []);
  assertEquals(warnings(embeddingScatter(ROWS, { unit: true })), []);
});

Deno.test("embeddingScatter() says how many, how long and how narrow", () => {
  assertEquals(
    describe(embeddingScatter(ROWS, { title: "Rays" })),
    "Rays: 50 points of 10 classes, lengths 9 to 9, on average 2.4° from the middle of their class",
  );
});

Deno.test("embeddingScatter() measures across the cut at 180°", () => {
  const turn = (degrees: number) => ({
    x: Math.cos(degrees * Math.PI / 180),
    y: Math.sin(degrees * Math.PI / 180),
    label: "0",
  });
  assertStringIncludes(
    describe(embeddingScatter([turn(170), turn(-170)])),
    "on average 10° from",
  );
});

Deno.test("embeddingScatter() names each class where it lies and draws its ray to the edge", () => {
  const chart = embeddingScatter(ROWS, { centres: CENTRES });
  const names = part(chart, "name");
  assertEquals(names.map(({ label }) => label).join(""), "0123456789");
  assertAlmostEquals(names[0]!.x, 9, 1e-9);
  for (const { x, y } of part(chart, "centre")) {
    assert(Math.hypot(x, y) > 9);
  }
});

Deno.test("embeddingScatter() puts unit embeddings in a ring, at their angles", () => {
  const chart = embeddingScatter(ROWS, { unit: true });
  const points = part(chart, "point");
  for (const { x, y } of part(chart, "name")) {
    assertAlmostEquals(Math.hypot(x, y), 1.06, 1e-9);
  }
  points.forEach(({ x, y }, at) => {
    const length = Math.hypot(x, y);
    assert(length > 0.85 && length <= 1);
    assertAlmostEquals(x / length, ROWS[at]!.x / 9, 1e-9);
  });
});

Deno.test("embeddingScatter() is a square with one scale, ten colours and ten names", async () => {
  const chart = embeddingScatter(ROWS, { width: 300 }) as unknown as {
    width: number;
    height: number;
    encoding: Record<"x" | "y", { scale: { domain: number[] } }> & {
      color: { scale: { range: string[] } };
    };
  };
  assertEquals([chart.width, chart.height], [300, 300]);
  assertEquals(chart.encoding.x.scale.domain, chart.encoding.y.scale.domain);
  assertEquals(new Set(chart.encoding.color.scale.range).size, 10);
  const { svg } = await render(embeddingScatter(ROWS));
  for (const text of [">7<", ">first feature<", ">second feature<"]) {
    assertStringIncludes(svg, text);
  }
});

Deno.test("embeddingScatter() refuses what it cannot draw", () => {
  assertThrows(
    () => embeddingScatter([]),
    RangeError,
    "Cannot draw the embeddings as it must have at least one row: there are none",
  );
  assertThrows(
    () => embeddingScatter(ROWS, { centres: [{ x: NaN, y: 0, label: "0" }] }),
    RangeError,
    "Cannot draw the class centres as every number must be finite: row 0 has x NaN",
  );
});

Deno.test("embeddingScatter() draws decision lines from the origin to the edge", async () => {
  const chart = embeddingScatter([{ x: 3, y: 4, label: "0" }], {
    rays: [{ angle: 90 }, { angle: -135 }],
  });
  assertEquals(warnings(chart), []);
  assertStringIncludes(describe(chart), ", 2 decision lines");
  await using view = await live(chart);
  const lines = view.items("rule").map(({ datum }) =>
    [datum.x, datum.y].map((value) =>
      Math.round(value as number * 1e6) / 1e6 + 0
    )
  );
  const reach = 1.12 * 4;
  assertEquals(lines[0], [0, 2 * reach]);
  assertEquals(lines[1]![0], lines[1]![1]);
  assertThrows(
    () =>
      embeddingScatter([{ x: 1, y: 1, label: "0" }], {
        rays: [{ angle: NaN }],
      }),
    RangeError,
    "Cannot draw the decision lines as every number must be finite: row 0 has angle NaN",
  );
});
