import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { paperSchedule } from "../../lib/optim/mod.ts";
import { keypointSchedule } from "../../lib/study/mod.ts";

Deno.test("keypointSchedule() is the article's schedule, whatever the number of updates", () => {
  const paper = paperSchedule();
  for (const steps of [140, 840, 70]) {
    const own = keypointSchedule({ rate: 1e-3, warmUp: true }, steps);
    assertEquals([own.unit, own.end], ["step", steps]);
    for (let step = 0; step < steps; step++) {
      const epoch = step * 140 / steps;
      assertAlmostEquals(own.rate(step), paper.rate(epoch), 1e-12);
    }
  }
});

Deno.test("keypointSchedule() differs without warm-up in the first seventh only, and keeps the peak in proportion", () => {
  const [warm, cold, high] = [
    keypointSchedule({ rate: 1e-3, warmUp: true }, 840),
    keypointSchedule({ rate: 1e-3, warmUp: false }, 840),
    keypointSchedule({ rate: 1e-1, warmUp: true }, 840),
  ];
  const differs: number[] = [];
  for (let step = 0; step < 840; step++) {
    if (warm.rate(step) !== cold.rate(step)) differs.push(step);
    assertAlmostEquals(high.rate(step) / warm.rate(step), 100, 1e-9);
  }
  assertEquals(differs, Array.from({ length: 120 }, (_, step) => step));
  assertEquals(cold.rate(0), 1e-3);
});

Deno.test("keypointSchedule() refuses a rate that is none", () => {
  assertThrows(
    () => keypointSchedule({ rate: 0, warmUp: true }, 140),
    RangeError,
    'Cannot make the schedule "article" as the rate of a piece must be above 0: current value is 0',
  );
});
