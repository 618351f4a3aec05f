/**
 * What pixels a model wants; it travels with every checkpoint, since a net fed
 * with other pixels is silently wrong.
 *
 * value = (pixel * scale - mean[c]) / std[c] for the channels c in the stated
 * order; image tensors are `[batch, row, column, channel]`, float32.
 */
export interface InputSpec {
  /** Rows of an image. */
  readonly height: number;
  /** Columns of an image. */
  readonly width: number;
  /** Order of the channels; mean and std follow it. */
  readonly order: "rgb" | "bgr";
  /** What a pixel from 0 to 255 is multiplied with first. */
  readonly scale: number;
  /** Subtracted from each channel. */
  readonly mean: readonly [number, number, number];
  /** Each channel is divided by it. */
  readonly std: readonly [number, number, number];
}

/** Rows and columns. */
export interface Size {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
}

/** The paper's input: 256 rows, 128 columns. */
const PAPER: Size = { height: 256, width: 128 };

/**
 * The pixels that torchvision's ImageNet nets want: red, green, blue from 0 to
 * 1, less (0.485, 0.456, 0.406), divided by (0.229, 0.224, 0.225).
 *
 * @param size Rows and columns; 256 x 128 when left out.
 * @returns The spec.
 * @throws {RangeError} If a side is not a whole number from 1.
 *
 * @example A mid grey
 * ```ts
 * import { imagenetInput, normalise } from "@spherereid/kit/data";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const input = imagenetInput({ height: 1, width: 1 });
 * const value = new Float32Array(3);
 * normalise({ height: 1, width: 1, data: Uint8Array.of(128, 128, 128) }, input, value);
 * assertAlmostEquals(value[0]!, (128 / 255 - 0.485) / 0.229, 1e-6);
 * ```
 */
export function imagenetInput(size: Size = PAPER): InputSpec {
  return checkInput({
    height: size.height,
    width: size.width,
    order: "rgb",
    scale: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  });
}

/**
 * The pixels that the 2015 Caffe ResNets want: blue, green, red from 0 to 255,
 * less (103.939, 116.779, 123.68).
 *
 * @param size Rows and columns; 256 x 128 when left out.
 * @returns The spec.
 * @throws {RangeError} If a side is not a whole number from 1.
 *
 * @example Blue comes first
 * ```ts
 * import { caffeInput, normalise } from "@spherereid/kit/data";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const input = caffeInput({ height: 1, width: 1 });
 * const value = new Float32Array(3);
 * normalise({ height: 1, width: 1, data: Uint8Array.of(0, 0, 255) }, input, value);
 * assertAlmostEquals(value[0]!, 255 - 103.939, 1e-4);
 * ```
 */
export function caffeInput(size: Size = PAPER): InputSpec {
  return checkInput({
    height: size.height,
    width: size.width,
    order: "bgr",
    scale: 1,
    mean: [103.939, 116.779, 123.68],
    std: [1, 1, 1],
  });
}

/**
 * Checks an input spec's values.
 *
 * @param input A spec, from a file for instance.
 * @returns The same spec.
 * @throws {RangeError} If a side is not a whole number from 1, the scale is not a finite number other than 0, or a mean or std is not finite, or a std is 0.
 *
 * @example A side of 0
 * ```ts
 * import { checkInput, imagenetInput } from "@spherereid/kit/data";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => checkInput({ ...imagenetInput(), height: 0 }), RangeError);
 * ```
 */
export function checkInput(input: InputSpec): InputSpec {
  const { height, width, scale, mean, std } = input;
  for (const [side, size] of Object.entries({ height, width })) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(
        `Cannot use the input as its ${side} must be a whole number from 1: current ${side} is ${size}, pass pixels`,
      );
    }
  }
  const finite = [scale, ...mean, ...std].every(Number.isFinite);
  if (!finite || scale === 0 || std.includes(0)) {
    throw new RangeError(
      `Cannot use the input as scale, mean and std must be finite, scale and std not 0: current values are ${scale}, [${mean}] and [${std}], pass imagenetInput() or caffeInput()`,
    );
  }
  return input;
}
