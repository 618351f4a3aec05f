/** Four 32-bit words. */
export type Words = readonly [number, number, number, number];

// The constants of Philox4x32 (Salmon, Moraes, Dror and Shaw 2011).
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/**
 * Philox4x32-10: four random words from a counter and a key, and nothing else
 * (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3").
 *
 * @param counter Four 32-bit words.
 * @param key Two 32-bit words.
 * @returns Four 32-bit words, 0 to 2^32 - 1.
 */
export function philox(counter: Words, key: readonly [number, number]): Words {
  let [a, b, c, d] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, a);
    const high1 = multiplyHigh(MULTIPLIER_1, c);
    const low0 = Math.imul(MULTIPLIER_0, a);
    const low1 = Math.imul(MULTIPLIER_1, c);
    [a, b, c, d] = [high1 ^ b ^ k0, low1, high0 ^ d ^ k1, low0];
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

/** The upper 32 bits of the product of two 32-bit words. */
function multiplyHigh(a: number, b: number): number {
  const [aHigh, aLow, bHigh, bLow] = [
    a >>> 16,
    a & 0xffff,
    b >>> 16,
    b & 0xffff,
  ];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (other >>> 16) | 0;
}

/**
 * The key and the upper half of the counter that TensorFlow's stateless
 * generator makes of a seed of two int32.
 *
 * @param seed Two int32.
 * @returns The key, and words 2 and 3 of the counter; words 0 and 1 count from 0.
 */
export function keyOfSeed(
  seed: readonly [number, number],
): { key: [number, number]; high: [number, number] } {
  const sign = (word: number) => word < 0 ? 0xffffffff : 0; // int32 becomes uint64
  const [k0, k1, c2, c3] = philox(
    [seed[0] >>> 0, sign(seed[0]), seed[1] >>> 0, sign(seed[1])],
    [0x3ec8f720, 0x02461e29], // TensorFlow's own constants, stateless_random_ops.cc
  );
  return { key: [k0, k1], high: [c2, c3] };
}

/**
 * Float32 numbers in [0, 1) with the bits TensorFlow's `StatelessRandomUniform` gives.
 *
 * @param size How many.
 * @param seed Two int32.
 * @returns The numbers: each the upper 23 bits of a mantissa, so multiples of 2^-23.
 */
export function philoxUniform(
  size: number,
  seed: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const { key, high } = keyOfSeed(seed);
  const values = new Float32Array(size);
  for (let group = 0; group * 4 < size; group++) {
    const words = philox([group, 0, ...high], key);
    for (let lane = 0; lane < 4 && group * 4 + lane < size; lane++) {
      values[group * 4 + lane] = (words[lane]! & 0x7fffff) / 2 ** 23;
    }
  }
  return values;
}
