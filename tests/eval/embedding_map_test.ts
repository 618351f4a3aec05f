import { assert, assertEquals, assertRejects } from "@std/assert";
import { embeddingMap, embeddings } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";

/** Unit rows around three axes, twenty each. */
function threeGroups(): Float32Array {
  const rng = random(5);
  const rows = Array.from(
    { length: 60 },
    (_, at) =>
      Array.from(
        { length: 8 },
        (_, axis) => (axis === at % 3 ? 1 : 0) + 0.1 * rng.normal(),
      ),
  );
  const one = Array(60).fill(1);
  return embeddings(rows.flat(), 8, one, one).rows;
}

Deno.test("embeddingMap() keeps groups together", async () => {
  const map = await embeddingMap(threeGroups(), 8, random(1), {
    neighbours: 10,
  });
  assertEquals(map.length, 120);
  for (let point = 0; point < 60; point++) {
    const far = (other: number) =>
      Math.hypot(
        map[2 * point]! - map[2 * other]!,
        map[2 * point + 1]! - map[2 * other + 1]!,
      );
    const [nearest] = [...Array(60).keys()].filter((other) => other !== point)
      .sort((a, b) => far(a) - far(b));
    assertEquals(nearest! % 3, point % 3);
  }
});

Deno.test("embeddingMap() is fixed by its generator, and tells how far it is", async () => {
  const rows = threeGroups();
  const told: number[] = [];
  const once = await embeddingMap(rows, 8, random(1), {
    onProgress: (done, total) => told.push(done / total),
  });
  assertEquals(await embeddingMap(rows, 8, random(1)), once);
  const other = await embeddingMap(rows, 8, random(2));
  assert(other.some((value, at) => value !== once[at]));
  assert(once.every(Number.isFinite));
  assertEquals([told[0]! > 0, told.at(-1)], [true, 1]);
  const fewer = await embeddingMap(rows, 8, random(1), { neighbours: 3 });
  assert(fewer.some((value, at) => value !== once[at]));
});

Deno.test("embeddingMap() lays out few rows, and equal ones", async () => {
  for (const rows of [threeGroups().slice(0, 32), new Float32Array(32)]) {
    const map = await embeddingMap(rows, 8, random(1));
    assertEquals([map.length, map.every(Number.isFinite)], [8, true]);
  }
});

Deno.test("embeddingMap() refuses too few rows, parts of rows, and a neighbour alone", async () => {
  await assertRejects(
    () => embeddingMap(new Float32Array(24), 8, random(1)),
    RangeError,
    "Cannot map rows as there must be four whole ones at least: current sizes are 24 and 8",
  );
  await assertRejects(() => embeddingMap(new Float32Array(33), 8, random(1)));
  await assertRejects(
    () => embeddingMap(new Float32Array(32), 8, random(1), { neighbours: 1 }),
    RangeError,
    "Cannot map rows as neighbours must be a whole number from 2: current neighbours is 1",
  );
});
