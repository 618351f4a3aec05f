import type { Random } from "../random/mod.ts";
import { personsOf, type Sample, type Split } from "./sample.ts";

/** How many persons are held out of training. */
export interface HoldOutOptions {
  /**
   * Held-out persons: a whole number from 1, or a part of all of them
   * between 0 and 1 (rounded, at least one person).
   *
   * @default {0.1}
   */
  readonly persons?: number;
}

/**
 * Holds persons out of training, so that a checkpoint can be called "best"
 * without a look at the test persons.
 *
 * Of each held-out person one image a camera, chosen at random, becomes a
 * query and the rest gallery. A query that no gallery image of its person
 * from another camera answers moves to the gallery; so a person seen by one
 * camera is gallery only.
 *
 * @param split A data set; its own query and gallery are not used.
 * @param random Decides which persons and which images; only `split` of it is called.
 * @param options How many persons.
 * @returns The remaining train images, and query and gallery of the held-out persons.
 * @throws {RangeError} If the number of persons is not between 1 and all but one, or none of their images can be a query.
 *
 * @example Two of four persons
 * ```ts
 * import { holdOut, personsOf } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const train = [1, 2, 3, 4].flatMap((person) =>
 *   [1, 1, 2, 2].map((camera, i) => ({ path: `${person}_${i}.jpg`, person, camera }))
 * );
 * const split = { name: "toy", root: "", train, query: [], gallery: [], notices: [] };
 * const held = holdOut(split, random(1), { persons: 2 });
 * assertEquals(personsOf(held.train).length, 2);
 * assertEquals([held.query.length, held.gallery.length], [4, 4]);
 * ```
 */
export function holdOut(
  split: Split,
  random: Random,
  options: HoldOutOptions = {},
): Split {
  const persons = personsOf(split.train);
  const wish = options.persons ?? 0.1;
  const count = wish > 0 && wish < 1
    ? Math.max(1, Math.round(wish * persons.length))
    : wish;
  if (!Number.isInteger(count) || count < 1 || count >= persons.length) {
    throw new RangeError(
      `Cannot hold ${wish} persons out as there must be at least one and one must remain: "${split.name}" trains on ${persons.length} persons, pass a number from 1 to ${
        persons.length - 1
      } or a part of 1`,
    );
  }
  const held = new Set(
    random.split("hold out").shuffle(persons).slice(0, count),
  );
  const query: Sample[] = [];
  const gallery: Sample[] = [];
  for (const person of [...held].sort((a, b) => a - b)) {
    const images = split.train.filter((sample) => sample.person === person);
    const parts = divide(images, random.split("hold out", person));
    query.push(...parts.query);
    gallery.push(...parts.gallery);
  }
  if (query.length === 0) {
    throw new RangeError(
      `Cannot hold ${wish} persons out as one of them must be seen by two cameras: none of the ${held.size} chosen from "${split.name}" is, pass a larger number or go without validation`,
    );
  }
  return {
    name: `${split.name} validation`,
    root: split.root,
    train: split.train.filter(({ person }) => !held.has(person)),
    query,
    gallery,
    notices: [
      ...split.notices,
      `validation: ${held.size} of ${persons.length} persons held out of training, ${query.length} query and ${gallery.length} gallery images`,
    ],
  };
}

/** Query and gallery of one person. */
function divide(
  images: readonly Sample[],
  random: Random,
): { query: Sample[]; gallery: Sample[] } {
  const cameras = [...new Set(images.map(({ camera }) => camera))]
    .sort((a, b) => a - b);
  const chosen = cameras.map((camera) => {
    const seen = images.filter((sample) => sample.camera === camera);
    return seen[random.int(seen.length)]!;
  });
  const gallery = new Set(images.filter((image) => !chosen.includes(image)));
  const query = chosen.filter((image) => {
    const answered = [...gallery].some(({ camera }) => camera !== image.camera);
    if (!answered) gallery.add(image);
    return answered;
  });
  return { query, gallery: images.filter((image) => gallery.has(image)) };
}
