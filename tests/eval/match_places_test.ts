import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { countedOf } from "../../lib/eval/counted.ts";
import { matchPlaces } from "../../lib/eval/match_places.ts";
import { random } from "../../lib/random/mod.ts";

/** Places by sorting everything. */
function slowly(
  row: ArrayLike<number>,
  persons: Int32Array,
  cameras: Int32Array,
  person: number,
  camera: number,
): number[] {
  const counted = [...persons.keys()].filter((image) =>
    persons[image] !== -1 &&
    !(persons[image] === person && cameras[image] === camera)
  ).sort((a, b) => row[a] === row[b] ? a - b : row[a]! > row[b]! ? -1 : 1);
  return counted.flatMap((image, place) =>
    persons[image] === person ? [place + 1] : []
  );
}

/** Rows that a careless division into bins would stumble on. */
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.float({ noNaN: true }),
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(-0, 0, 1e-45, -1e-45, 3e38, -3e38, Infinity, -Infinity),
);

Deno.test("matchPlaces() gives the places of a sorted gallery, whatever the numbers", () => {
  let found = 0;
  for (const spread of [value, fc.float({ min: 0, max: 1, noNaN: true })]) {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            value: spread,
            person: fc.integer({ min: -1, max: 2 }),
            camera: fc.integer({ min: 1, max: 2 }),
          }),
          { minLength: 1, maxLength: 40 },
        ),
        (images) => {
          const persons = Int32Array.from(images, ({ person }) => person);
          const cameras = Int32Array.from(images, ({ camera }) => camera);
          const places = matchPlaces(
            persons,
            cameras,
            countedOf({ person: persons }),
          );
          const values = images.map(({ value }) => value);
          for (
            const row of [Float32Array.from(values), Float64Array.from(values)]
          ) {
            for (const person of [1, 2, 3]) {
              const want = slowly(row, persons, cameras, person, 1);
              assertEquals([...places(row, person, 1)], want);
              found += want.length;
            }
          }
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  }
  assert(found > 1000);
});

Deno.test("matchPlaces() is exact where a bin holds many images, and far from 0", () => {
  const draw = random(5);
  const count = 9000;
  const persons = Int32Array.from({ length: count }, () => draw.int(40) - 1);
  const cameras = Int32Array.from({ length: count }, () => draw.int(3));
  const places = matchPlaces(persons, cameras, countedOf({ person: persons }));
  const rows = {
    narrow: (value: number) => 0.5 + value * 1e-6,
    heaped: (value: number) => value < 0.99 ? value * 1e-5 : value,
    far: (value: number) => 1e6 + value,
    huge: (value: number) => (value - 0.5) * 3e38,
    coarse: (value: number) => Math.round(value * 50) / 50,
  };
  for (const [name, of] of Object.entries(rows)) {
    const row = Float32Array.from({ length: count }, () => of(draw.next()));
    for (const person of [1, 7]) {
      assertEquals(
        [...places(row, person, 0)],
        slowly(row, persons, cameras, person, 0),
        name,
      );
      const far = Float64Array.from(row, (value) => 1e12 + value / 2 ** 20);
      assertEquals(
        [...places(far, person, 0)],
        slowly(far, persons, cameras, person, 0),
        name,
      );
    }
  }
});

Deno.test("matchPlaces() refuses NaN wherever it stands, junk and a query without a match included", () => {
  const persons = Int32Array.of(1, -1, 2);
  const places = matchPlaces(
    persons,
    Int32Array.of(1, 1, 1),
    countedOf({ person: persons }),
  );
  for (const at of persons.keys()) {
    const row = new Float32Array(3);
    row[at] = NaN;
    for (const values of [row, Float64Array.from(row)]) {
      for (const person of [1, 9]) {
        assertThrows(
          () => places(values, person, 2),
          RangeError,
          "Cannot rank as no similarity must be NaN: at least one is",
        );
      }
    }
  }
});
