import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { describe, globe, render } from "../../lib/plot/mod.ts";
import { live } from "./dataflow.ts";
import { warnings } from "./marks.ts";

const ROWS = [
  { x: 5, y: 0, z: 0, label: "0" },
  { x: 0, y: 2, z: 0, label: "1" },
  { x: -3, y: 0, z: 0, label: "2" },
  { x: 0, y: 0, z: 4, label: "3" },
];
const FRONT = { longitude: 0, latitude: 0 };

/** Where points are seen: to the right, up and towards the eye, to four places. */
async function places(
  chart: ReturnType<typeof globe>,
  to: Readonly<Record<string, number>> = {},
): Promise<Record<string, number[]>> {
  await using view = await live(chart);
  await view.move(to);
  return Object.fromEntries(
    view.items("symbol").map(({ datum }) => datum)
      .filter(({ part }) => part === "point")
      .map((row) => [
        row.label,
        [row.right, row.up, row.depth].map((value) =>
          Math.round(value as number * 1e4) / 1e4 + 0
        ),
      ]),
  );
}

Deno.test("globe() looks along the first axis, the third one up", async () => {
  assertEquals(await places(globe(ROWS, FRONT)), {
    "0": [0, 0, 1],
    "1": [1, 0, 0],
    "2": [0, 0, -1],
    "3": [0, 1, 0],
  });
});

Deno.test("globe() turns about the third axis, then tilts it to the eye, as its sliders stand", async () => {
  const chart = globe(ROWS, FRONT);
  assertEquals((await places(chart, { longitude: 90 }))["1"], [0, 0, 1]);
  assertEquals(
    (await places(chart, { longitude: 45, latitude: 90 }))["3"],
    [0, 0, 1],
  );
  assertEquals((await places(chart, { latitude: 30 }))["0"], [0, -0.5, 0.866]);
  assertEquals(
    await places(chart, { longitude: 33, latitude: -12 }),
    await places(globe(ROWS, { longitude: 33, latitude: -12 })),
  );
});

Deno.test("globe() keeps lengths of 1 and puts no length into the middle", async () => {
  const rows = [
    { x: 1, y: -2, z: 3, label: "far" },
    { x: 0, y: 0, z: 0, label: "none" },
  ];
  const { far, none } = await places(
    globe(rows, { longitude: 33, latitude: -12 }),
  );
  assertAlmostEquals(Math.hypot(...far!), 1, 1e-3);
  assertEquals(none, [0, 0, 0]);
});

Deno.test("globe() draws 12 meridians and 5 parallels, each side alone", async () => {
  await using view = await live(globe(ROWS, { longitude: 10, latitude: 25 }));
  const lines = view.items("line").map(({ datum }) => datum)
    .filter(({ meridian }) => meridian !== undefined);
  const seen = lines.filter(({ up }) => up !== null);
  assertEquals(lines.length, 2 * seen.length); // each point is on one of two sides
  assertEquals(new Set(seen.map(({ line }) => line)).size, 12 + 5);
  for (const { x, y, z } of seen) {
    assertAlmostEquals(Math.hypot(x as number, y as number, z as number), 1);
  }
  const heights = seen.filter(({ meridian }) => !meridian)
    .map(({ z }) => Math.round(Math.asin(z as number) * 180 / Math.PI) + 0);
  assertEquals([...new Set(heights)].sort((a, b) => a - b), [
    -60,
    -30,
    0,
    30,
    60,
  ]);
});

const MOVIE = [
  { x: 1, y: 0, z: 0, label: "a", epoch: 1 },
  { x: 0, y: 1, z: 0, label: "a", epoch: 1 },
  { x: 1, y: 0.1, z: 0, label: "a", epoch: 4 },
  { x: 1, y: -0.1, z: 0, label: "a", epoch: 4 },
  { x: -1, y: 0, z: 0, label: "b" },
];

Deno.test("globe() goes through the epochs, the earlier one between two", async () => {
  await using view = await live(
    globe(MOVIE, { ...FRONT, centres: [{ ...MOVIE[0]!, x: 2 }] }),
  );
  const points = () =>
    view.items("symbol").map(({ datum }) => datum)
      .filter(({ part }) => part === "point").map(({ y }) => y).sort();
  const crosses = () =>
    view.items("symbol").filter(({ datum }) => datum.part === "centre").length;
  assertEquals(points(), [-0.0995, 0, 0.0995]);
  assertEquals(crosses(), 0);
  for (const epoch of [1, 3]) {
    await view.move({ epoch });
    assertEquals(points(), [0, 0, 1]);
    assertEquals(crosses(), 1);
  }
});

Deno.test("globe() says each epoch", () => {
  assertEquals(
    describe(globe(MOVIE, FRONT)),
    "Embeddings on the sphere: 3 points of 2 classes, 2 of them in front, on average 3.81° from the middle of their class; epoch by epoch (1, 4) 30°, 3.81°",
  );
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
