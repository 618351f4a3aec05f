import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { holdOut, personsOf, type Split } from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";

/** A set whose persons are seen by the cameras given, an image each. */
function setOf(persons: readonly (readonly number[])[]): Split {
  const train = persons.flatMap((cameras, person) =>
    cameras.map((camera, at) => ({
      path: `${person + 1}_${at}.jpg`,
      person: person + 1,
      camera,
    }))
  );
  return {
    name: "toy",
    root: "r",
    train,
    query: [],
    gallery: [],
    notices: ["n"],
  };
}

Deno.test("holdOut() takes one image a camera as query, the rest as gallery", () => {
  const split = setOf([[1, 1, 1, 2, 2], [1, 1, 1, 2, 2], [1, 1, 1, 2, 2]]);
  const held = holdOut(split, random(1), { persons: 1 });
  assertEquals(held.query.map(({ camera }) => camera), [1, 2]);
  assertEquals(held.gallery.map(({ camera }) => camera), [1, 1, 2]);
  assertEquals(held.train.length, 10);
  assertEquals(held.name, "toy validation");
  assertEquals(held.notices, [
    "n",
    "validation: 1 of 3 persons held out of training, 2 query and 3 gallery images",
  ]);
});

Deno.test("holdOut() moves a query without an answer to the gallery", () => {
  const two = holdOut(setOf([[1, 2], [1, 2]]), random(1), { persons: 1 });
  assertEquals([two.query.length, two.gallery.length], [1, 1]);
  const mixed = holdOut(setOf([[1, 1, 2], [3, 3], [4, 4, 5]]), random(3), {
    persons: 2,
  });
  assert(mixed.query.every(({ person }) => person !== 2));
});

Deno.test("holdOut() keeps its word for any set", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(fc.integer({ min: 1, max: 3 }), {
          minLength: 1,
          maxLength: 6,
        }),
        {
          minLength: 3,
          maxLength: 8,
        },
      ),
      fc.integer({ min: 0, max: 1000 }),
      (persons, seed) => {
        const split = setOf([...persons, [1, 2]]);
        const wish = { persons: persons.length };
        let held;
        try {
          held = holdOut(split, random(seed), wish);
        } catch (error) {
          assert(error instanceof RangeError);
          return;
        }
        assertEquals(held, holdOut(split, random(seed), wish));
        const { train, query, gallery } = held;
        assertEquals(
          [...train, ...query, ...gallery].map(({ path }) => path).sort(),
          split.train.map(({ path }) => path).sort(),
        );
        const learnt = new Set(personsOf(train));
        assertEquals(learnt.size, 1);
        assert(
          [...query, ...gallery].every(({ person }) => !learnt.has(person)),
        );
        for (const { person, camera } of query) {
          assert(
            gallery.some((a) => a.person === person && a.camera !== camera),
          );
        }
        const keys = query.map(({ person, camera }) => `${person} ${camera}`);
        assertEquals(new Set(keys).size, keys.length);
        for (const [at, cameras] of split.train.entries()) {
          const seen = new Set(
            split.train.filter((s) => s.person === cameras.person).map((s) =>
              s.camera
            ),
          );
          if (seen.size > 1 && !learnt.has(cameras.person)) {
            assert(query.some((s) => s.person === cameras.person), `${at}`);
          }
        }
      },
    ),
    { numRuns: 200, seed: 1501 },
  );
});

Deno.test("holdOut() takes a number or a part, by the seed", () => {
  const split = setOf(Array.from({ length: 20 }, () => [1, 1, 2, 2]));
  const persons = (wish: number | undefined, seed = 1) =>
    personsOf(
      holdOut(split, random(seed), wish === undefined ? {} : { persons: wish })
        .query,
    );
  assertEquals(persons(undefined).length, 2);
  assertEquals(persons(0.25).length, 5);
  assertEquals(persons(0.001).length, 1);
  assertEquals(persons(7).length, 7);
  assertEquals(persons(7, 3), persons(7, 3));
  assertNotEquals(persons(7, 3), persons(7, 4));
});

Deno.test("holdOut() refuses impossible numbers and sets of one camera", () => {
  const split = setOf([[1, 1], [1, 1], [1, 1]]);
  for (const persons of [0, 3, 1.5, -1, NaN]) {
    assertThrows(
      () => holdOut(split, random(1), { persons }),
      RangeError,
      `Cannot hold ${persons} persons out as there must be at least one and one must remain: "toy" trains on 3 persons, pass a number from 1 to 2 or a part of 1`,
    );
  }
  assertThrows(
    () => holdOut(split, random(1), { persons: 2 }),
    RangeError,
    'Cannot hold 2 persons out as one of them must be seen by two cameras: none of the 2 chosen from "toy" is, pass a larger number or go without validation',
  );
});
