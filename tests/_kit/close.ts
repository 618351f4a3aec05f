import { assertEquals, fail } from "@std/assert";

/** Numbers with or without a shape. */
type Numbers = ArrayLike<number>;

/**
 * Fails unless two lists agree: max|a − b| ≤ tolerance · max|b|, the measure
 * of the kit's parity tests.
 *
 * @param actual a.
 * @param expected b.
 * @param tolerance Relative to the largest expected number; absolute if all are 0.
 * @param name What is compared, for the message.
 */
export function assertClose(
  actual: Numbers,
  expected: Numbers,
  tolerance: number,
  name = "the values",
): void {
  assertEquals(actual.length, expected.length, `${name}: lengths differ`);
  const { error, at, scale } = difference(actual, expected);
  const bound = tolerance * (scale || 1);
  if (!(error <= bound)) {
    fail(
      `${name} differ by ${error} at ${at} (${actual[at]} for ${
        expected[at]
      }), allowed is ${bound} = ${tolerance} x ${scale || 1}`,
    );
  }
}

/** The largest difference, where it is, and the largest expected number; NaN counts as infinite. */
export function difference(
  actual: Numbers,
  expected: Numbers,
): { error: number; at: number; scale: number } {
  let error = 0, at = 0, scale = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]!));
    const here = Math.abs(actual[i]! - expected[i]!);
    if (here > error || Number.isNaN(here)) {
      error = Number.isNaN(here) ? Infinity : here;
      at = i;
    }
  }
  return { error, at, scale };
}
