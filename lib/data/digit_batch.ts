import type { HostBatch } from "./batch.ts";
import { DIGIT_SIDE, type Digits } from "./mnist.ts";

/** How a digit's pixels become a net's numbers: (pixel − mean) / deviation. */
export interface DigitInput {
  /** Taken from each pixel, which is 0 to 255. */
  readonly mean: number;
  /** What is left is divided by it. */
  readonly deviation: number;
}

/**
 * A batch of digits, of one channel.
 *
 * @param digits All digits.
 * @param picks Which of them, in order.
 * @param input What the net wants.
 * @returns The batch; it has no samples, since digits are no files.
 * @throws {RangeError} If a pick is not the index of a digit.
 *
 * @example A grey digit
 * ```ts
 * import { digitBatch } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const digits = { count: 1, pixels: new Uint8Array(784).fill(51), label: Uint8Array.of(7) };
 * const { image, shape, label } = digitBatch(digits, [0, 0], { mean: 0, deviation: 255 });
 * assertEquals(shape, [2, 28, 28, 1]);
 * assertEquals([...label], [7, 7]);
 * assertEquals(image[0], Math.fround(0.2));
 * ```
 */
export function digitBatch(
  digits: Digits,
  picks: ArrayLike<number>,
  { mean, deviation }: DigitInput,
): HostBatch {
  const area = DIGIT_SIDE * DIGIT_SIDE;
  const image = new Float32Array(picks.length * area);
  const label = new Int32Array(picks.length);
  for (let place = 0; place < picks.length; place++) {
    const pick = picks[place]!;
    if (!(Number.isInteger(pick) && pick >= 0 && pick < digits.count)) {
      throw new RangeError(
        `Cannot make a batch of digits as each pick must be from 0 to ${
          digits.count - 1
        }: pick ${place} is ${pick}`,
      );
    }
    label[place] = digits.label[pick]!;
    for (let at = 0; at < area; at++) {
      image[place * area + at] = (digits.pixels[pick * area + at]! - mean) /
        deviation;
    }
  }
  const shape = [picks.length, DIGIT_SIDE, DIGIT_SIDE, 1] as const;
  return { image, shape, label, samples: [] };
}
