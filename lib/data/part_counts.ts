import { DISTRACTOR, JUNK, personsOf, type Sample } from "./sample.ts";

/** What one part of a data set holds. */
export interface PartCounts {
  /** Images, junk and distractors included. */
  readonly images: number;
  /** Persons, without junk and distractors. */
  readonly persons: number;
  /** The cameras' numbers, ascending. */
  readonly cameras: readonly number[];
  /** Images of junk. */
  readonly junk: number;
  /** Images of distractors. */
  readonly distractors: number;
}

/** Counts what a part holds. */
export function partCounts(samples: readonly Sample[]): PartCounts {
  return {
    images: samples.length,
    persons: personsOf(samples).length,
    cameras: [...new Set(samples.map(({ camera }) => camera))]
      .sort((a, b) => a - b),
    junk: samples.filter(({ person }) => person === JUNK).length,
    distractors: samples.filter(({ person }) => person === DISTRACTOR).length,
  };
}
