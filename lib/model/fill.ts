import type { Random } from "../random/mod.ts";

/**
 * Fills with one number.
 *
 * @param value The number.
 * @returns The rule, for an entry's `fill`.
 *
 * @example Ones
 * ```ts
 * import { filledWith } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...filledWith(1)(random(1), 2)], [1, 1]);
 * ```
 */
export function filledWith(
  value: number,
): (random: Random, size: number) => Float32Array {
  return (_random, size) => new Float32Array(size).fill(value);
}

/**
 * Fills from the normal distribution around 0.
 *
 * Kaiming's rule (arXiv 1502.01852) sets the deviation to gain / sqrt(fan):
 * sqrt(2 / fan) before a ReLU, sqrt(1 / fan) with a = 1, where nothing follows
 * that would halve the signal.
 *
 * @param deviation The standard deviation.
 * @returns The rule, for an entry's `fill`.
 *
 * @example The same seed, the same values
 * ```ts
 * import { normalWith } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(normalWith(0.1)(random(1), 3), normalWith(0.1)(random(1), 3));
 * ```
 */
export function normalWith(
  deviation: number,
): (random: Random, size: number) => Float32Array {
  return (random, size) => {
    const values = new Float32Array(size);
    for (let i = 0; i < size; i++) values[i] = deviation * random.normal();
    return values;
  };
}
