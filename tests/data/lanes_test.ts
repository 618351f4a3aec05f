import { assertEquals, assertRejects } from "@std/assert";
import { lanes } from "../../lib/data/lanes.ts";

Deno.test("lanes() runs as many jobs at a time as it has lanes, and all of them", async () => {
  for (const count of [1, 3]) {
    const lane = lanes(count);
    let running = 0;
    let most = 0;
    const done = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        lane(async () => {
          most = Math.max(most, ++running);
          await Promise.resolve();
          await Promise.resolve();
          running--;
          return at;
        })),
    );
    assertEquals(done, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assertEquals(most, count);
  }
});

Deno.test("lanes() frees the lane of a job that fails", async () => {
  const lane = lanes(1);
  await assertRejects(
    () => lane(() => Promise.reject(new Error("no"))),
    Error,
    "no",
  );
  assertEquals(await lane(() => Promise.resolve(5)), 5);
});
