import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { uniform } from "../../lib/sampler/mod.ts";
import { random } from "../../lib/random/mod.ts";

Deno.test("uniform() deals each sample at most once and drops what fills no batch", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.nat(100),
      (count, batch, seed) => {
        fc.pre(batch <= count);
        const sampler = uniform(count, random(seed), { batch });
        const epoch = sampler.epoch(seed);
        assertEquals([sampler.stepsPerEpoch, sampler.batch], [
          Math.floor(count / batch),
          batch,
        ]);
        assertEquals(
          epoch.map(({ length }) => length),
          Array(Math.floor(count / batch)).fill(batch),
        );
        const dealt = epoch.flatMap((part) => [...part]);
        assertEquals(new Set(dealt).size, dealt.length);
        assertEquals(dealt.every((index) => index >= 0 && index < count), true);
        assertEquals(
          uniform(count, random(seed), { batch }).epoch(seed),
          epoch,
        );
      },
    ),
    { numRuns: 100, seed: 1501 },
  );
});

Deno.test("uniform() differs by epoch and seed, 64 samples a batch unless told otherwise", () => {
  const sampler = uniform(200, random(1));
  assertEquals([sampler.batch, sampler.stepsPerEpoch, sampler.name], [
    64,
    3,
    "uniform batch=64",
  ]);
  assertNotEquals(sampler.epoch(0), sampler.epoch(1));
  assertNotEquals(sampler.epoch(0), uniform(200, random(2)).epoch(0));
});

Deno.test("uniform() refuses what cannot be sampled", () => {
  assertThrows(
    () => uniform(3, random(1), { batch: 4 }),
    RangeError,
    "Cannot sample batches as 4 samples a batch must be found: there are 3, pass a smaller batch",
  );
  assertThrows(
    () => uniform(1, random(1), { batch: 2 }),
    RangeError,
    "there is 1, pass",
  );
  assertThrows(
    () => uniform(0, random(1)),
    RangeError,
    "the number of samples must be at least 1",
  );
  assertThrows(
    () => uniform(9, random(1), { batch: 2.5 }),
    TypeError,
    "samples a batch must be whole",
  );
  assertThrows(
    () => uniform(9, random(1), { batch: 2 }).epoch(0.5),
    RangeError,
    "current number is 0.5",
  );
});
