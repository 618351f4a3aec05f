import { assertEquals, assertRejects } from "@std/assert";
import { openSet } from "../../lib/eval/mod.ts";
import { of } from "./oracle.ts";

const at = (degrees: number, person: number, camera: number) => ({
  x: Math.cos(degrees * Math.PI / 180),
  y: Math.sin(degrees * Math.PI / 180),
  person,
  camera,
});

Deno.test("openSet() by hand: right, wrong, missed, and impostors", async () => {
  const query = of([
    at(0, 1, 1), // its person at 10 degrees: right, cosine 0.985
    at(90, 2, 1), // its person at 130, another at 80: wrong, 0.985
    at(180, 3, 1), // its person at 210: right, 0.866
    at(270, 4, 1), // nobody; the nearest at 60 degrees, 0.5
    at(300, 5, 1), // only by its own camera: nobody, 60 degrees to 3
    at(10, 6, 1), // nobody, 1 to person 1
  ]);
  const gallery = of([
    at(10, 1, 2),
    at(80, 8, 2),
    at(130, 2, 2),
    at(210, 3, 2),
    at(300, 5, 1),
    at(270, -1, 2), // junk
  ]);
  const { known, impostors, points } = await openSet(query, gallery, {
    rates: [0, 1 / 3, 1],
    thresholds: [0.9],
  });
  assertEquals([known, impostors], [3, 3]);
  const round = (value: number) => Math.round(value * 1000) / 1000;
  assertEquals(
    points.map(({ rate, threshold, identified, falseAlarms, missed }) => [
      rate,
      round(threshold),
      ...[identified, falseAlarms, missed].map((share) => round(3 * share)),
    ]),
    [
      [0, 1, 0, 0, 3], // the third impostor's image is 1 alike: nobody is above
      [1 / 3, 0.866, 1, 1, 1], // 270 to 300 degrees is the second best impostor
      [1, -Infinity, 2, 3, 0],
      [null, 0.9, 1, 1, 1],
    ],
  );
});

Deno.test("openSet() gives ties to the image that comes first", async () => {
  const query = of([at(0, 1, 1), at(90, 7, 1)]);
  const right = at(10, 1, 2);
  const wrong = at(10, 2, 2);
  const identified = async (...images: ReturnType<typeof at>[]) => {
    const { points } = await openSet(query, of(images), { rates: [1] });
    return points[0]!.identified;
  };
  assertEquals(await identified(right, wrong), 1);
  assertEquals(await identified(wrong, right), 0);
});

Deno.test("openSet() says what is missing", async () => {
  const query = of([at(0, 1, 1)]);
  const fails = (person: number, text: string, rates?: number[]) =>
    assertRejects(
      () => openSet(query, of([at(0, person, 2)]), { rates }),
      RangeError,
      text,
    );
  const head =
    "Cannot search an open set as there must be queries with a match in the gallery and queries without: there are ";
  await fails(1, `${head}1 and 0, leave persons out of the gallery`);
  await fails(2, `${head}0 and 1`);
  await fails(
    1,
    "Cannot search an open set as rates must be numbers from 0 to 1, at least one: current rates are -1",
    [-1],
  );
});
