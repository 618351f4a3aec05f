import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { describe, globe, render } from "../../lib/plot/mod.ts";
import { graticule, seen } from "../../lib/plot/orthographic.ts";
import { rowsOf, warnings } from "./marks.ts";

const ROWS = [
  { x: 5, y: 0, z: 0, label: "0" },
  { x: 0, y: 2, z: 0, label: "1" },
  { x: -3, y: 0, z: 0, label: "2" },
  { x: 0, y: 0, z: 4, label: "3" },
];
const FRONT = { longitude: 0, latitude: 0 };

/** A place, to four places after the point. */
function rounded({ x, y, depth }: { x: number; y: number; depth: number }) {
  return [x, y, depth].map((value) => Math.round(value * 1e4) / 1e4 + 0);
}

Deno.test("seen() looks along the first axis, the third one up", () => {
  assertEquals(rounded(seen([5, 0, 0], FRONT)), [0, 0, 1]);
  assertEquals(rounded(seen([0, 2, 0], FRONT)), [1, 0, 0]);
  assertEquals(rounded(seen([-3, 0, 0], FRONT)), [0, 0, -1]);
  assertEquals(rounded(seen([0, 0, 4], FRONT)), [0, 1, 0]);
});

Deno.test("seen() turns about the third axis, then tilts it to the eye", () => {
  assertEquals(rounded(seen([0, 2, 0], { longitude: 90, latitude: 0 })), [
    0,
    0,
    1,
  ]);
  assertEquals(rounded(seen([0, 0, 1], { longitude: 45, latitude: 90 })), [
    0,
    0,
    1,
  ]);
  assertEquals(rounded(seen([1, 0, 0], { longitude: 0, latitude: 30 })), [
    0,
    -0.5,
    0.866,
  ]);
});

Deno.test("seen() keeps lengths of 1 and puts no length into the middle", () => {
  const { x, y, depth } = seen([1, -2, 3], { longitude: 33, latitude: -12 });
  assertAlmostEquals(x ** 2 + y ** 2 + depth ** 2, 1, 1e-12);
  assertEquals(rounded(seen([0, 0, 0], FRONT)), [0, 0, 0]);
});

Deno.test("graticule() cuts its lines where they go behind", () => {
  const pieces = Map.groupBy(
    graticule({ longitude: 10, latitude: 25 }),
    ({ line }) => line,
  );
  for (const points of pieces.values()) {
    const sides = new Set(points.map(({ depth }) => depth < 0));
    assertEquals(sides.size, 1);
  }
  const whole = new Set([...pieces.keys()].map((name) => name.split(".")[0]));
  assertEquals(whole.size, 12 + 5);
});

Deno.test("globe() compiles without a warning", () => {
  assertEquals(warnings(globe(ROWS, { centres: ROWS })), []);
});

Deno.test("globe() says how many lie in front", () => {
  assertEquals(
    describe(globe(ROWS, { ...FRONT, title: "Globe" })),
    "Globe: 4 points of 4 classes, 3 of them in front, on average 0° from the middle of their class",
  );
  assertStringIncludes(
    describe(globe(ROWS, { longitude: 180, latitude: 0 })),
    "3 of them in front",
  );
});

Deno.test("globe() turns what it draws", () => {
  const first = (longitude: number) => {
    const rows = rowsOf(globe(ROWS, { longitude, latitude: 0 }));
    return rounded(
      rows.find(({ part }) => part === "point") as {
        x: number;
        y: number;
        depth: number;
      },
    );
  };
  assertEquals(first(0), [0, 0, 1]);
  assertEquals(first(90), [-1, 0, 0]);
});

Deno.test("globe() is a square without axes that names what is in front", async () => {
  const { svg } = await render(globe(ROWS, { ...FRONT, width: 200 }));
  assertStringIncludes(svg, ">0<");
  assert(!svg.includes(">2<"));
  assert(!svg.includes("role-axis"));
});

Deno.test("globe() refuses what it cannot draw", () => {
  assertThrows(
    () => globe([]),
    RangeError,
    "Cannot draw the globe as it must have at least one row: there are none",
  );
  assertThrows(
    () => globe(ROWS, { latitude: NaN }),
    RangeError,
    "Cannot draw the globe as every number must be finite: row 0 has latitude NaN",
  );
});
