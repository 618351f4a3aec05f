import type { Random } from "../random/mod.ts";
import type { Augmentation } from "./augment.ts";
import { checkBorder } from "./check_border.ts";
import { checkInside } from "./check_inside.ts";
import { drawHole, type Hole } from "./hole.ts";
import type { InputSpec, Size } from "./input_spec.ts";
import { checkProbability } from "./probability.ts";

/** How one image is varied, as plain data: what chance decided. */
export interface Variation {
  /** The first row of the resized picture that is seen; negative in a border above it. */
  readonly top: number;
  /** The first column that is seen; negative in a border left of it. */
  readonly left: number;
  /** Whether left and right are swapped. */
  readonly mirrored: boolean;
  /** The rectangle that is erased. */
  readonly hole?: Hole;
}

/**
 * Draws how one image is varied: crop, flip, erase. Each draws from a stream
 * of its own (`split` by its name), so that switching one off leaves the
 * others as they were.
 *
 * @param size Rows and columns of the resized picture.
 * @param input What the model wants.
 * @param augmentation How images are varied.
 * @param random This image's own generator.
 * @returns The variation.
 * @throws {RangeError} If the picture is smaller than the input or an option is out of range.
 */
export function drawVariation(
  size: Size,
  input: InputSpec,
  augmentation: Augmentation,
  random: Random,
): Variation {
  const { flip = 0.5, erase = null, pad = 0 } = augmentation;
  checkProbability("flip", flip);
  checkBorder(pad);
  const padded = {
    height: size.height + 2 * pad,
    width: size.width + 2 * pad,
  };
  checkInside(padded, input, 0, 0);
  const crop = random.split("crop");
  const top = crop.int(padded.height - input.height + 1) - pad;
  const left = crop.int(padded.width - input.width + 1) - pad;
  const mirrored = random.split("flip").next() < flip;
  const hole = erase === null
    ? undefined
    : drawHole(input, erase, random.split("erase"));
  return { top, left, mirrored, hole };
}

/**
 * The middle of a picture, as it is; an odd rest goes below and to the right.
 *
 * @param size Rows and columns of the resized picture.
 * @param input What the model wants.
 * @returns The variation that changes nothing.
 * @throws {RangeError} If the picture is smaller than the input.
 */
export function middle(size: Size, input: InputSpec): Variation {
  const top = Math.trunc((size.height - input.height) / 2);
  const left = Math.trunc((size.width - input.width) / 2);
  checkInside(size, input, top, left);
  return { top, left, mirrored: false };
}
