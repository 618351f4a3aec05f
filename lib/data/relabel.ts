import { DISTRACTOR, personsOf, type Sample } from "./sample.ts";

/** Class labels of samples, and the persons behind them. */
export interface Labels {
  /** The person of each class, ascending; its length is the number of classes. */
  readonly persons: readonly number[];
  /** The class of each sample, 0 to the number of classes - 1. */
  readonly label: Int32Array;
}

/**
 * Numbers the persons of a training set 0, 1, 2, ... in ascending order of
 * their own numbers, so that a label means the same person in every run.
 *
 * @param samples Images of persons; no junk, no distractors.
 * @returns The persons and each sample's label.
 * @throws {RangeError} If a sample is junk or a distractor, or there is none at all.
 *
 * @example Persons 30 and 4
 * ```ts
 * import { relabel } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const samples = [30, 4, 30].map((person) => ({ path: "a.jpg", person, camera: 1 }));
 * const { persons, label } = relabel(samples);
 * assertEquals(persons, [4, 30]);
 * assertEquals([...label], [1, 0, 1]);
 * ```
 */
export function relabel(samples: readonly Sample[]): Labels {
  const persons = personsOf(samples);
  if (persons.length === 0) {
    throw new RangeError(
      `Cannot label the samples as at least one must show a person: there are ${samples.length} samples and no person among them, check the train folder`,
    );
  }
  const classOf = new Map(persons.map((person, label) => [person, label]));
  const label = Int32Array.from(samples, ({ path, person }) => {
    const known = classOf.get(person);
    if (known === undefined) {
      throw new RangeError(
        `Cannot label "${path}" as a class must be a person, numbered 1 or more: ${
          person === DISTRACTOR ? "it is a distractor" : "it is junk"
        } (${person}), leave it out`,
      );
    }
    return known;
  });
  return { persons, label };
}
