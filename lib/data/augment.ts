import type { Random } from "../random/mod.ts";
import type { Pixels } from "./decode.ts";
import type { InputSpec, Size } from "./input_spec.ts";
import type { Erasing } from "./random_erase.ts";
import { render } from "./render.ts";
import { bilinear } from "./resize.ts";
import { drawVariation } from "./variation.ts";

/** How training images are varied. */
export interface Augmentation {
  /**
   * The size that images are resized to before a crop of the input's size is
   * cut out; the input's own size switches cropping off.
   *
   * @default {9/8 of the input, rounded: 288x144 for 256x128}
   */
  readonly resize?: Size;
  /**
   * Pixels of black border put around the resized image before the crop: 10
   * around an image of the input's size is the padded crop of BoT.
   *
   * @default {0}
   */
  readonly pad?: number;
  /**
   * How likely an image is to be mirrored.
   *
   * @default {0.5}
   */
  readonly flip?: number;
  /**
   * Random erasing; null for none.
   *
   * @default {null}
   */
  readonly erase?: Erasing | null;
}

/**
 * The size that training images are resized to, before the crop.
 *
 * @param input What the model wants.
 * @param augmentation How images are varied.
 * @returns Rows and columns.
 *
 * @example The paper's sizes
 * ```ts
 * import { imagenetInput, resizedSize } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(resizedSize(imagenetInput(), {}), { height: 288, width: 144 });
 * ```
 */
export function resizedSize(
  input: Size,
  augmentation: Augmentation,
): Size {
  return augmentation.resize ?? {
    height: Math.round(input.height * 9 / 8),
    width: Math.round(input.width * 9 / 8),
  };
}

/**
 * Varies one resized picture and writes it, normalised, into a batch: pad,
 * crop, flip, normalise, erase. Each draws from a stream of its own (`split` by its
 * name), so that switching one off leaves the others as they were.
 *
 * @param pixels A picture of {@linkcode resizedSize}.
 * @param input What the model wants.
 * @param augmentation How images are varied.
 * @param random This image's own generator.
 * @param into The image's place in the batch: height x width x 3 values.
 * @throws {RangeError} If the picture is smaller than the input or an option is out of range.
 *
 * @example Neither crop nor flip
 * ```ts
 * import { augment, imagenetInput } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const input = imagenetInput({ height: 1, width: 1 });
 * const into = new Float32Array(3);
 * const pixels = { height: 1, width: 1, data: Uint8Array.of(255, 255, 255) };
 * augment(pixels, input, { flip: 0 }, random(1), into);
 * assertAlmostEquals(into[0]!, (1 - 0.485) / 0.229, 1e-6);
 * ```
 */
export function augment(
  pixels: Pixels,
  input: InputSpec,
  augmentation: Augmentation,
  random: Random,
  into: Float32Array,
): void {
  const { height, width } = pixels;
  const view = { size: { height, width }, kernel: bilinear, input };
  const variation = drawVariation(view.size, input, augmentation, random);
  render(pixels, view, variation, into);
}
