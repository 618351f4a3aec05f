import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { balanced } from "../../lib/sampler/mod.ts";
import { random } from "../../lib/random/mod.ts";

/** Labels of persons with so many images each, shuffled. */
function labelsOf(counts: readonly number[]): number[] {
  return random(3).shuffle(
    counts.flatMap((count, person) => Array<number>(count).fill(person)),
  );
}

Deno.test("balanced() gives P persons and K images of each, in any set", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom("identities", "images"),
      fc.nat(100),
      (counts, p, k, epochUnit, seed) => {
        fc.pre(p <= counts.length);
        const label = labelsOf(counts);
        const options = { persons: p, images: k, epochUnit } as const;
        const sampler = balanced(label, random(seed), options);
        const epoch = sampler.epoch(seed);
        assertEquals(sampler.batch, p * k);
        assertEquals(epoch.length, sampler.stepsPerEpoch);
        assertEquals(
          epoch.length,
          epochUnit === "identities"
            ? Math.floor(counts.length / p)
            : Math.max(1, Math.floor(label.length / (p * k))),
        );
        for (const batch of epoch) {
          assertEquals(batch.length, p * k);
          const persons = Array.from(
            { length: p },
            (_, at) => label[batch[at * k]!]!,
          );
          assertEquals(new Set(persons).size, p);
          persons.forEach((person, at) => {
            const images = [...batch.subarray(at * k, (at + 1) * k)];
            assert(images.every((index) => label[index] === person));
            assertEquals(new Set(images).size, Math.min(k, counts[person]!));
          });
        }
        if (epochUnit === "identities") {
          const met = epoch.flatMap((
            batch,
          ) => [...new Set(Array.from(batch, (index) => label[index]!))]);
          assertEquals(
            new Set(met).size,
            met.length,
            "each person at most once",
          );
        }
        assertEquals(balanced(label, random(seed), options).epoch(seed), epoch);
        assertEquals(sampler.epoch(seed), epoch);
      },
    ),
    { numRuns: 150, seed: 1501 },
  );
});

Deno.test("balanced() fills a person up from all of its images", () => {
  const label = [0, 0, 1, 1, 1, 1, 1];
  const sampler = balanced(label, random(1), { persons: 2, images: 4 });
  const doubled = new Set<string>();
  for (let epoch = 0; epoch < 60; epoch++) {
    const own = [...sampler.epoch(epoch)[0]!].filter((index) => index < 2);
    doubled.add(own.sort().join(""));
  }
  assertEquals([...doubled].sort(), ["0001", "0011", "0111"]);
});

Deno.test("balanced() counts Market-1501's steps as the sources do", () => {
  const label = Array.from({ length: 12936 }, (_, at) => at % 751);
  const steps = (epochUnit?: "identities" | "images") =>
    balanced(label, random(1), epochUnit ? { epochUnit } : {}).stepsPerEpoch;
  assertEquals([steps(), steps("identities"), steps("images")], [46, 46, 202]);
});

Deno.test("balanced() differs by epoch, seed, P and K", () => {
  const label = labelsOf(Array(20).fill(6));
  const epoch = (seed: number, at: number, options = {}) =>
    balanced(label, random(seed), { persons: 4, images: 2, ...options }).epoch(
      at,
    );
  assertNotEquals(epoch(1, 0), epoch(1, 1));
  assertNotEquals(epoch(1, 0), epoch(2, 0));
  assertEquals(epoch(1, 0, { persons: 5 })[0]!.length, 10);
  assertEquals(epoch(1, 0, { images: 3 })[0]!.length, 12);
  assertEquals(
    balanced(label, random(1)).name,
    "balanced P=16 K=4, epoch of identities",
  );
  assertEquals(balanced(label, random(1)).batch, 64);
});

Deno.test("balanced() refuses what cannot be sampled", () => {
  const make = (options: object) => () =>
    balanced([0, 0, 1], random(1), options);
  assertThrows(
    make({ persons: 3 }),
    RangeError,
    "Cannot sample batches as 3 persons a batch must be found: there are 2 persons, pass a smaller P",
  );
  assertThrows(
    make({ persons: 2, images: 0 }),
    RangeError,
    "Cannot sample batches as the number of images a person (K) must be at least 1: current number is 0, pass a whole number from 1",
  );
  assertThrows(
    make({ persons: 1.5 }),
    TypeError,
    "Cannot sample batches as the number of persons a batch (P) must be whole: current number is 1.5, pass a whole number from 1",
  );
  assertThrows(
    make({ persons: 0 }),
    RangeError,
    "persons a batch (P) must be at least 1",
  );
  assertThrows(
    make({ persons: 1, images: NaN }),
    TypeError,
    "current number is NaN",
  );
  assertThrows(
    make({ persons: 1, epochUnit: "days" }),
    RangeError,
    'Cannot sample batches as the unit of an epoch must be "identities" or "images": current unit is "days", pass one of them',
  );
  assertThrows(
    () => balanced([0], random(1), { persons: 1 }).epoch(-1),
    RangeError,
    "Cannot sample an epoch as its number must be whole and at least 0: current number is -1, count epochs from 0",
  );
  assertThrows(
    () => balanced([5], random(1), { persons: 2 }),
    RangeError,
    "there is 1 person,",
  );
});
