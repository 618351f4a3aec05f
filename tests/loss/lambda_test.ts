import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import {
  lambdaAt,
  type LambdaSchedule,
  lambdaSchedules,
} from "../../lib/loss/mod.ts";

Deno.test("lambdaAt() gives the published schedules at steps 0, 1k, 10k and 20k", () => {
  const wanted = {
    lSoftmaxMnist: [1000, 421.4, 0.406, 6.9e-4],
    lSoftmaxCifar10: [1000, 639.1, 13.72, 0.273],
    sphereFace20: [1000, 8.26, 5, 5],
    clcarwin: [1500, 14.85, 5, 5],
    amirhfarzaneh: [100, 4.3e-3, 0, 0],
  };
  for (const [name, schedule] of Object.entries(lambdaSchedules)) {
    [0, 1000, 10000, 20000].forEach((step, i) => {
      const value = wanted[name as keyof typeof wanted][i]!;
      assertAlmostEquals(
        lambdaAt(schedule, step),
        value,
        Math.max(5e-3 * value, 1e-9),
      );
    });
  }
});

Deno.test("lambdaAt() reaches SphereFace's floor at step 1659, and not before", () => {
  assert(lambdaAt(lambdaSchedules.sphereFace20, 1658) > 5);
  assertEquals(lambdaAt(lambdaSchedules.sphereFace20, 1659), 5);
  // Caffe counts the step first.
  assertAlmostEquals(lambdaAt(lambdaSchedules.sphereFace20, 1), 892.86, 5e-3);
});

Deno.test("lambdaAt() leaves a number as it is, and never rises", () => {
  assertEquals(lambdaAt(7, 1000), 7);
  for (const schedule of Object.values(lambdaSchedules)) {
    let before = Infinity;
    for (let step = 0; step < 3000; step += 7) {
      const now = lambdaAt(schedule, step);
      assert(now <= before);
      before = now;
    }
  }
});

Deno.test("lambdaAt() changes with each field, and has defaults", () => {
  const full = { base: 10, gamma: 0.1, power: 2, decay: 0.9, floor: 0.01 };
  const at = (change: Partial<LambdaSchedule>, step = 3) =>
    lambdaAt({ ...full, ...change }, step);
  assertAlmostEquals(at({}), 10 * 1.3 ** -2 * 0.9 ** 3, 1e-12);
  assertAlmostEquals(at({ base: 20 }), 2 * at({}), 1e-12);
  assertAlmostEquals(at({ gamma: 0 }), 10 * 0.9 ** 3, 1e-12);
  assertAlmostEquals(at({ power: 1 }), 1.3 * at({}), 1e-12);
  assertAlmostEquals(at({ decay: 1 }), 10 * 1.3 ** -2, 1e-12);
  assertEquals(at({ floor: 9 }), 9);
  assertEquals(lambdaAt({ base: 10 }, 1e6), 10);
  assertAlmostEquals(lambdaAt({ base: 10, gamma: 1 }, 4), 2, 1e-12);
});

Deno.test("lambdaAt() refuses fields out of range", () => {
  for (const name of ["base", "gamma", "power", "floor"]) {
    for (const value of [-1, NaN, Infinity]) {
      assertThrows(
        () => lambdaAt({ base: 1, [name]: value }, 0),
        RangeError,
        `Cannot compute lambdaAt as ${name} must be at least 0 and finite: current ${name} is ${value}`,
      );
    }
  }
  for (const decay of [0, 1.1, NaN]) {
    assertThrows(
      () => lambdaAt({ base: 1, decay }, 0),
      RangeError,
      `Cannot compute lambdaAt as decay must be above 0 and at most 1: current decay is ${decay}`,
    );
  }
});
