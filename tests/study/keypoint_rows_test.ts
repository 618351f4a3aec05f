import { assertEquals, assertThrows } from "@std/assert";
import { keypointRows } from "../../lib/study/mod.ts";

Deno.test("keypointRows() has each rate with and without warm-up, seed by seed, and nothing else that differs", () => {
  const rows = keypointRows();
  assertEquals(rows.length, 5 * 3 * 2);
  assertEquals(new Set(rows.map(({ name }) => name)).size, rows.length);
  const [first] = rows;
  for (const { name, settings } of rows) {
    const { course, seed, ...rest } = settings;
    const { rate, warmUp } = course;
    const words = warmUp ? "with warm-up" : "without";
    assertEquals(name, `rate ${rate} ${words}, seed ${seed}`);
    const { course: own, seed: _, ...same } = first!.settings;
    assertEquals(rest, same);
    assertEquals(course, { ...own, rate, warmUp });
  }
  const seeds = rows.map(({ settings }) => settings.seed);
  assertEquals(seeds, seeds.toSorted((a, b) => a - b));
  assertEquals(
    [...new Set(rows.map(({ settings }) => settings.course.rate))],
    [1e-3, 1e-2, 1e-1],
  );
});

Deno.test("keypointRows() never has seed 1, with which rates were chosen, and as many as are asked for", () => {
  const seeds = (count?: number, quick = false) => [
    ...new Set(
      keypointRows({ seeds: count, quick }).map(({ settings }) =>
        settings.seed
      ),
    ),
  ];
  assertEquals(seeds(), [2, 3, 4, 5, 6]);
  assertEquals(seeds(2), [2, 3]);
  assertEquals(seeds(4, true), [2]);
});

Deno.test("keypointRows() are plain JSON, and refuse no seed at all", () => {
  const rows = keypointRows({ quick: true });
  assertEquals(JSON.parse(JSON.stringify(rows)), rows);
  assertThrows(
    () => keypointRows({ seeds: 0 }),
    RangeError,
    "Cannot plan the rows as there must be at least 1 seed: got 0",
  );
});
