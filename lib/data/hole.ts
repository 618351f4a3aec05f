import type { Random } from "../random/mod.ts";
import type { Size } from "./input_spec.ts";
import { checkProbability } from "./probability.ts";
import type { Erasing } from "./random_erase.ts";

/** How often a rectangle that does not fit is drawn anew before the image stays whole. */
const ATTEMPTS = 10;

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
