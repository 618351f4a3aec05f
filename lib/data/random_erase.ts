import type { Random } from "../random/mod.ts";
import type { Size } from "./input_spec.ts";
import { checkProbability } from "./probability.ts";

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

/** How often a rectangle that does not fit is drawn anew before the image stays whole. */
const ATTEMPTS = 10;

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

/** A rectangle of an image and what is written into it. */
export interface Hole extends Size {
  /** Rows above it. */
  readonly top: number;
  /** Columns left of it. */
  readonly left: number;
  /** The value, after normalisation. */
  readonly fill: number;
}

/** Draws whether and where an image is erased. */
export function drawHole(
  size: Size,
  options: Erasing,
  random: Random,
): Hole | undefined {
  const { probability = 0.5, fill = 0 } = options;
  const area = range("area", options.area ?? [0.02, 0.4], 1);
  const aspect = range("aspect", options.aspect ?? [0.3, 3.33], Infinity);
  checkProbability("erase", probability);
  if (random.next() >= probability) return undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const part = between(area, random.next()) * size.height * size.width;
    const ratio = Math.exp(
      between([Math.log(aspect[0]), Math.log(aspect[1])], random.next()),
    );
    const height = Math.round(Math.sqrt(part * ratio));
    const width = Math.round(Math.sqrt(part / ratio));
    if (
      height < 1 || width < 1 || height > size.height || width > size.width
    ) continue;
    const top = random.int(size.height - height + 1);
    const left = random.int(size.width - width + 1);
    return { top, left, height, width, fill };
  }
  return undefined;
}

/** Writes a hole into an image of so many columns. */
export function fillHole(
  values: Float32Array,
  columns: number,
  { top, left, height, width, fill }: Hole,
): void {
  for (let row = top; row < top + height; row++) {
    const from = (row * columns + left) * 3;
    values.fill(fill, from, from + width * 3);
  }
}

function between([low, high]: readonly [number, number], at: number): number {
  return low + (high - low) * at;
}

function range(
  name: string,
  [low, high]: readonly [number, number],
  most: number,
): readonly [number, number] {
  if (!(low > 0 && low <= high && high <= most && high < Infinity)) {
    throw new RangeError(
      `Cannot erase images as the ${name} must be a range above 0${
        most === 1 ? " and up to 1" : ""
      }, least first: current range is [${low}, ${high}], pass the least and the most`,
    );
  }
  return [low, high];
}
