import { assertEquals, assertRejects } from "@std/assert";
import { cameraMatrix, evaluate } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { of } from "./oracle.ts";

/** Images in random directions: persons 1 to 5 (0 and junk among a gallery), cameras 1 to 3. */
function images(count: number, seed: number, least: number) {
  const rng = random(seed);
  return Array.from({ length: count }, () => ({
    x: rng.normal(),
    y: rng.normal(),
    person: least + rng.int(6 - least),
    camera: 1 + rng.int(3),
  }));
}

Deno.test("cameraMatrix() scores each pair as if the rest were not there", async () => {
  const [queries, shown] = [images(20, 1, 1), images(90, 2, -1)];
  const found = await cameraMatrix(of(queries), of(shown));
  assertEquals(
    found.map(({ query, gallery }) => [query, gallery]),
    [1, 2, 3].flatMap((query) => [1, 2, 3].map((gallery) => [query, gallery])),
  );
  for (const { query, gallery, queries: counted, rank1, map } of found) {
    if (query === gallery) {
      assertEquals([counted, rank1, map], [0, null, null]);
      continue;
    }
    const alone = await evaluate(
      of(queries.filter(({ camera }) => camera === query)),
      of(shown.filter(({ camera }) => camera === gallery)),
    );
    assertEquals([counted, rank1, map], [
      alone.queries.length,
      alone.rank1,
      alone.map,
    ]);
  }
});

Deno.test("cameraMatrix() leaves empty what nobody can be found in", async () => {
  const query = of([{ x: 1, y: 0, person: 1, camera: 1 }]);
  const gallery = of([
    { x: 1, y: 0, person: 2, camera: 2 },
    { x: 1, y: 0, person: 1, camera: 3 },
  ]);
  const found = await cameraMatrix(query, gallery);
  assertEquals(found.map(({ rank1 }) => rank1), [null, 1]);
});

Deno.test("cameraMatrix() takes another similarity, and refuses rows of two sizes", async () => {
  const query = of([{ x: 1, y: 0, person: 1, camera: 1 }]);
  const gallery = of([
    { x: 1, y: 0, person: 1, camera: 2 },
    { x: 0, y: 1, person: 2, camera: 2 },
  ]);
  const [pair] = await cameraMatrix(query, gallery, {
    similarity: () => Float32Array.of(0, 1),
  });
  assertEquals([pair!.rank1, pair!.map], [0, 0.5]);
  const other = { ...gallery, size: 1, rows: Float32Array.of(1, 1) };
  await assertRejects(
    () => cameraMatrix(query, other),
    RangeError,
    "Cannot rank as query and gallery must have rows of one size",
  );
});
