import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ranking } from "../../lib/eval/ranking.ts";
import { of, oracle, search } from "./oracle.ts";

Deno.test("ranking() gives the oracle's order", () => {
  fc.assert(
    fc.property(search, ([queries, images]) => {
      const [query, gallery] = [of(queries), of(images)];
      oracle(query, gallery).forEach(({ counted }, index) => {
        assertEquals([...ranking(query, gallery, index, 100)], counted);
        assertEquals(
          [...ranking(query, gallery, index, 3)],
          counted.slice(0, 3),
        );
      });
    }),
    { numRuns: 100, seed: 2 },
  );
});

Deno.test("ranking() leaves out same person and camera, and junk", () => {
  const query = of([{ x: 1, y: 0, person: 1, camera: 1 }]);
  const gallery = of([
    { x: 1, y: 0, person: 1, camera: 1 }, // same camera
    { x: 1, y: 0, person: -1, camera: 2 }, // junk
    { x: 0, y: 1, person: 0, camera: 2 },
    { x: 1, y: 0, person: 1, camera: 2 },
  ]);
  assertEquals([...ranking(query, gallery, 0, 9)], [3, 2]);
});

Deno.test("ranking() refuses a query that is not there", () => {
  const good = of([{ x: 1, y: 0, person: 1, camera: 1 }]);
  assertThrows(
    () => ranking(good, good, 3, 1),
    RangeError,
    "Cannot rank query 3 as there must be such a query: there are 1, counted from 0",
  );
});
