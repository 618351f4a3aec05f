import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { pairAngles } from "../../lib/eval/mod.ts";
import { of } from "./oracle.ts";

/** A direction at an angle in degrees. */
function at(degrees: number, person: number, camera: number) {
  const turn = degrees * Math.PI / 180;
  return { x: Math.cos(turn), y: Math.sin(turn), person, camera };
}

Deno.test("pairAngles() counts one person apart from two, and neither junk nor one camera", async () => {
  const query = of([at(0, 1, 1)]);
  const gallery = of([
    at(10.5, 1, 2),
    at(20.5, 1, 2),
    at(170.5, 2, 1),
    at(90.5, 0, 2), // a distractor is somebody else
    at(1, 1, 1), // the query's own camera
    at(1, -1, 2), // junk
  ]);
  const found = await pairAngles(query, gallery, { bins: 180 });
  assertEquals(found.width, 1);
  const filled = (counts: Float64Array) =>
    [...counts.entries()].filter(([, count]) => count > 0);
  assertEquals(filled(found.right), [[10, 1], [20, 1]]);
  assertEquals(filled(found.wrong), [[90, 1], [170, 1]]);
  assertAlmostEquals(found.rightMean!, 15.5, 1e-4);
  assertAlmostEquals(found.wrongMean!, 130.5, 1e-4);
});

Deno.test("pairAngles() puts the ends in the first and the last bin", async () => {
  const query = of([at(0, 1, 1)]);
  const gallery = of([at(0, 2, 2), at(180, 3, 2)]);
  const { wrong, right, rightMean, width } = await pairAngles(query, gallery);
  assertEquals([width, wrong.length, wrong[0], wrong[89]], [2, 90, 1, 1]);
  assertEquals([right.some((count) => count > 0), rightMean], [false, null]);
  const beyond = await pairAngles(query, gallery, {
    similarity: () => Float32Array.of(1.0000001, -1.0000001),
  });
  assertEquals([beyond.wrong[0], beyond.wrong[89]], [1, 1]);
});

Deno.test("pairAngles() refuses a number of bins that is none", async () => {
  const one = of([at(0, 1, 1)]);
  await assertRejects(
    () => pairAngles(one, one, { bins: 0.5 }),
    RangeError,
    "Cannot count angles as bins must be a whole number from 1: current bins is 0.5",
  );
});
