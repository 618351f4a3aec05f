/** What a drawn set holds and how hard it is. */
export interface DrawnOptions {
  /** Persons to train on. @default {150} */
  readonly persons?: number;
  /** Persons to test on; none of them is in the training part. @default {60} */
  readonly testPersons?: number;
  /** Cameras that see each person, 2 to 6. @default {6} */
  readonly camerasPerPerson?: number;
  /** Pictures that each of them takes. @default {2} */
  readonly imagesPerCamera?: number;
  /** Pictures in the gallery, person 0000, without anybody asked for: empty streets and strangers. @default {60} */
  readonly distractors?: number;
  /** Pictures in the gallery, person -1, with a badly placed box. @default {30} */
  readonly junk?: number;
  /** Rows of a picture. @default {128} */
  readonly height?: number;
  /** Columns of a picture. @default {64} */
  readonly width?: number;
  /** Fixes every picture. @default {1} */
  readonly seed?: number;
  /** Share of persons in pairs that differ in one attribute only, 0 to 1. @default {0.2} */
  readonly lookAlikes?: number;
  /** How far the colours of the cameras lie apart: 0 all the same, 1 as designed, 2 the most. @default {1} */
  readonly cameraStrength?: number;
  /** Share of pictures in which something stands before the person, 0 to 1. @default {0.25} */
  readonly occlusion?: number;
}

/** The options with every field filled. */
export type DrawnPlan = Required<DrawnOptions>;

const DEFAULTS: DrawnPlan = {
  persons: 150,
  testPersons: 60,
  camerasPerPerson: 6,
  imagesPerCamera: 2,
  distractors: 60,
  junk: 30,
  height: 128,
  width: 64,
  seed: 1,
  lookAlikes: 0.2,
  cameraStrength: 1,
  occlusion: 0.25,
};

/** The range of each option, and whether it is a whole number. */
const RANGES: Record<keyof DrawnPlan, readonly [number, number, boolean]> = {
  persons: [0, 9000, true],
  testPersons: [0, 9000, true],
  camerasPerPerson: [2, 6, true],
  imagesPerCamera: [1, 99, true],
  distractors: [0, 100000, true],
  junk: [0, 100000, true],
  height: [32, 1024, true],
  width: [16, 1024, true],
  seed: [-(2 ** 53), 2 ** 53, false],
  lookAlikes: [0, 1, false],
  cameraStrength: [0, 2, false],
  occlusion: [0, 1, false],
};

/**
 * Fills and checks the options of a drawn set.
 *
 * @param options Those that are not the default.
 * @returns All of them.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example The defaults
 * ```ts
 * import { drawnPlan } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(drawnPlan({ persons: 12 }).persons, 12);
 * assertEquals(drawnPlan().camerasPerPerson, 6);
 * ```
 */
export function drawnPlan(options: DrawnOptions = {}): DrawnPlan {
  const plan = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof DrawnPlan)[]) {
    const value = options[name] ?? DEFAULTS[name];
    const [low, high, whole] = RANGES[name];
    if (
      !(value >= low && value <= high) || (whole && !Number.isInteger(value))
    ) {
      throw new RangeError(
        `Cannot draw pedestrians as ${name} must be a ${
          whole ? "whole " : ""
        }number from ${low} to ${high}: current ${name} is ${value}`,
      );
    }
    plan[name] = value;
  }
  return plan;
}
