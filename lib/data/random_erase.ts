import type { Random } from "../random/mod.ts";
import { drawHole, fillHole } from "./hole.ts";
import type { Size } from "./input_spec.ts";

/** How random erasing hides a rectangle of an image. */
export interface Erasing {
  /**
   * How likely an image is to lose a rectangle.
   *
   * @default {0.5}
   */
  readonly probability?: number;
  /**
   * The rectangle's part of the image's area: least and most.
   *
   * @default {[0.02, 0.4]}
   */
  readonly area?: readonly [number, number];
  /**
   * The rectangle's height by its width: least and most. Drawn evenly in its
   * logarithm, so that tall and wide are as likely.
   *
   * @default {[0.3, 3.33]}
   */
  readonly aspect?: readonly [number, number];
  /**
   * The value written, after normalisation: 0 is the mean colour.
   *
   * @default {0}
   */
  readonly fill?: number;
}

/**
 * Overwrites a random rectangle of a normalised image, so that the net cannot
 * rely on one spot of a person (random erasing; the defaults are those of the
 * public SphereReID re-implementation).
 *
 * @param values One image, height x width x 3, changed in place.
 * @param size Rows and columns.
 * @param options Probability, area, aspect, fill.
 * @param random Draws in this order: whether; then area, aspect, row, column for each attempt.
 * @returns Whether a rectangle was written.
 * @throws {RangeError} If an option is out of range.
 *
 * @example Always, half of the image
 * ```ts
 * import { randomErase } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const values = new Float32Array(10 * 10 * 3).fill(1);
 * const options = { probability: 1, area: [0.49, 0.49], aspect: [1, 1] } as const;
 * assertEquals(randomErase(values, { height: 10, width: 10 }, options, random(1)), true);
 * assertEquals(values.filter((value) => value === 0).length, 7 * 7 * 3);
 * ```
 */
export function randomErase(
  values: Float32Array,
  size: Size,
  options: Erasing,
  random: Random,
): boolean {
  const hole = drawHole(size, options, random);
  if (hole !== undefined) fillHole(values, size.width, hole);
  return hole !== undefined;
}
