import type { Published } from "./published.ts";

/** One image: where it lies, who is on it and which camera took it. */
export interface Sample {
  /** The image's file. */
  readonly path: string;
  /** The person's number; -1 marks junk, 0 a distractor (see {@linkcode JUNK}, {@linkcode DISTRACTOR}). */
  readonly person: number;
  /** The camera's number. */
  readonly camera: number;
}

/** A data set: images to learn from, and images of other persons to be judged by. */
export interface Split {
  /** The data set's name, for reports. */
  readonly name: string;
  /** The folder that it was read from. */
  readonly root: string;
  /** Images to learn from. */
  readonly train: readonly Sample[];
  /** Images that ask "who is this?". */
  readonly query: readonly Sample[];
  /** Images that are ranked for each query; junk and distractors included. */
  readonly gallery: readonly Sample[];
  /** What a reader of a result should know of this data set: counts that differ, files left out. */
  readonly notices: readonly string[];
  /** What a reader knew the set by; a set that was made otherwise has none. */
  readonly origin?: Origin;
}

/** What a reader knew a data set by. */
export interface Origin {
  /** The shape of folder or file, in words. */
  readonly kind: string;
  /** What anybody should know who works with these images, in one line. */
  readonly terms: string;
  /** What is published of the set, where its name is that of a published one. */
  readonly published: Published | null;
  /** Images that the set's lists name and that are not there; they are in no part. */
  readonly missing: readonly string[];
}

/**
 * The person of a junk image: a box that holds part of somebody. Junk is
 * removed from each ranking: it counts neither as right nor as wrong.
 */
export const JUNK = -1;

/**
 * The person of a distractor: a box around nobody, or somebody who is no
 * query. A distractor stays in each ranking, as a wrong answer.
 */
export const DISTRACTOR = 0;

/**
 * The persons of some samples, each once, in ascending order, without junk
 * and distractors.
 *
 * @param samples Any samples.
 * @returns The persons' numbers.
 *
 * @example Two persons, a distractor and junk
 * ```ts
 * import { personsOf } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const persons = [7, 2, 0, -1, 7];
 * const samples = persons.map((person) => ({ path: "a.jpg", person, camera: 1 }));
 * assertEquals(personsOf(samples), [2, 7]);
 * ```
 */
export function personsOf(samples: readonly Sample[]): number[] {
  const persons = new Set(samples.map(({ person }) => person));
  return [...persons].filter((person) => person > DISTRACTOR)
    .sort((a, b) => a - b);
}
