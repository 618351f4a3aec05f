import { assertEquals, assertRejects } from "@std/assert";
import { judgeThreshold } from "../../lib/eval/mod.ts";
import { of } from "./oracle.ts";

const query = of([
  { x: 1, y: 0, person: 1, camera: 1 },
  { x: 0, y: 1, person: 9, camera: 1 },
]);

Deno.test("judgeThreshold() counts the pairs above, as a ranking counts images", async () => {
  const gallery = of([
    { x: 1, y: 0, person: 1, camera: 1 }, // the same camera
    { x: 1, y: 0, person: -1, camera: 2 }, // junk
    { x: 1, y: 0, person: 1, camera: 2 }, // 1, and 0 to the other query
    { x: 0, y: 1, person: 1, camera: 3 }, // 0, and 1
    { x: 1, y: 0, person: 0, camera: 2 }, // 1, and 0
  ]);
  const judged = async (threshold: number) => {
    const found = await judgeThreshold(query, gallery, threshold);
    return [found.tpr, found.fpr, found.same, found.different];
  };
  // to the second query all are different, that by its own camera too
  assertEquals(await judged(0.5), [1 / 2, 2 / 5, 2, 5]);
  assertEquals(await judged(1), [0, 0, 2, 5]); // above, not at
  assertEquals(await judged(-1), [1, 1, 2, 5]);
});

Deno.test("judgeThreshold() has no rate of pairs that are not there, and refuses NaN", async () => {
  const gallery = of([{ x: 1, y: 0, person: 5, camera: 2 }]);
  const found = await judgeThreshold(query, gallery, 0.5);
  assertEquals(found, { tpr: null, fpr: 1 / 2, same: 0, different: 2 });
  await assertRejects(
    () => judgeThreshold(query, gallery, NaN),
    RangeError,
    "Cannot judge a threshold as it must be a number: it is NaN",
  );
});
