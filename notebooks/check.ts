/**
 * The exercises' judge. It stands beside the notebooks, not in `lib`: it knows
 * this course and is of no use to anyone else.
 *
 * ```ts
 * import { check } from "./check.ts";
 *
 * check.ex("01.1", 0.5); // prints whether it is right, or a hint; never the answer
 * ```
 *
 * `exercises.json` keeps no answer in plain sight: a number is rounded to its
 * tolerance, salted and hashed, and so are the slips that deserve a hint of
 * their own. Tests say the answers, by closed forms.
 *
 * @module
 */
import { createHash } from "node:crypto";
import exercises from "./exercises.json" with { type: "json" };

/** What an exercise may ask for; a function is judged by its values at some points. */
export type Answer =
  | number
  | string
  | boolean
  | readonly number[]
  | ((...at: number[]) => number);

/** An exercise as it is kept. */
export interface Exercise {
  /** Makes its hashes its own. */
  readonly salt: string;
  /** How far a number may be off. */
  readonly tolerance?: number;
  /** Where a function is called; without it no function is asked for. */
  readonly at?: readonly (readonly number[])[];
  /** The hash of each number of the answer, or of the word. */
  readonly right: readonly string[];
  /** Told to who is wrong. */
  readonly hint: string;
  /** Wrong answers that say what went wrong. */
  readonly slips?: readonly {
    readonly answer: readonly string[];
    readonly hint: string;
  }[];
}

/** What is said to an answer. */
export interface Verdict {
  /** Whether it is right; null if there is none yet. */
  readonly right: boolean | null;
  /** The words. */
  readonly said: string;
}

/** Judges an answer; undefined is none yet. */
export function judge(
  id: string,
  answer: Answer | undefined,
  all: Readonly<Record<string, Exercise>> = exercises,
): Verdict {
  const exercise = all[id];
  if (exercise === undefined) {
    throw new RangeError(
      `Cannot check exercise "${id}" as it must be one of ${
        Object.keys(all).join(", ")
      }`,
    );
  }
  if (answer === undefined) {
    return { right: null, said: `${id}: no answer yet` };
  }
  const values = valuesOf(answer, exercise);
  if (matches(values, exercise.right, exercise)) {
    return { right: true, said: `${id}: right` };
  }
  const slip = exercise.slips?.find((one) =>
    matches(values, one.answer, exercise)
  );
  const hint = slip?.hint ?? exercise.hint;
  return { right: false, said: `${id}: not yet. ${hint}` };
}

/** What notebooks use. */
export const check = {
  /** Prints whether an answer is right, or a hint. */
  ex(id: string, answer: Answer | undefined): void {
    console.log(judge(id, answer).said);
  },
};

/** The hashes of an answer, for who writes an exercise. */
export function seal(
  answer: Exclude<Answer, (...at: number[]) => number>,
  salt: string,
  tolerance = 0,
): string[] {
  return listOf(answer).map((value) =>
    hash(typeof value === "number" ? steps(value, tolerance) : value, salt)
  );
}

type Value = number | string;

function valuesOf(answer: Answer, { at }: Exercise): Value[] {
  if (typeof answer !== "function") return at ? [] : listOf(answer);
  return (at ?? []).map((point) => answer(...point));
}

function listOf(answer: Exclude<Answer, (...at: number[]) => number>): Value[] {
  if (typeof answer === "number") return [answer];
  if (typeof answer === "object") return [...answer];
  return [String(answer).trim().toLowerCase()];
}

function matches(
  values: readonly Value[],
  hashes: readonly string[],
  { salt, tolerance = 0 }: Exercise,
): boolean {
  return values.length === hashes.length &&
    values.every((value, at) => {
      if (typeof value === "string") return hash(value, salt) === hashes[at];
      const near = tolerance > 0 ? [-1, 0, 1] : [0];
      return near.some((off) =>
        hash(steps(value, tolerance, off), salt) === hashes[at]
      );
    });
}

/** A number in steps of its tolerance, so that near numbers are the same text. */
function steps(value: number, tolerance: number, off = 0): string {
  return tolerance > 0
    ? String(Math.round(value / tolerance) + off)
    : String(value);
}

function hash(text: string, salt: string): string {
  return createHash("sha256").update(`${salt} ${text}`).digest("hex")
    .slice(0, 16);
}
