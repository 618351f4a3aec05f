import { refuse } from "./assertion_error.ts";

/** Asserts |actual - expected| <= tolerance, by default a ten-millionth of expected. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance: number = Number.isFinite(expected)
    ? Math.abs(expected * 1e-7)
    : 1e-7,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const delta = Math.abs(expected - actual);
  if (delta <= tolerance) return;
  const tell = (n: number) => Number.isInteger(n) ? n : n.toExponential();
  refuse(
    `Expected actual: "${tell(actual)}" to be close to "${
      tell(expected)
    }": delta "${tell(delta)}" is greater than "${tell(tolerance)}"`,
    msg,
  );
}

/** Asserts actual > expected. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (actual > expected) return;
  refuse(`Expect ${actual} > ${expected}`, msg);
}

/** Asserts actual >= expected. */
export function assertGreaterOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (actual >= expected) return;
  refuse(`Expect ${actual} >= ${expected}`, msg);
}

/** Asserts actual < expected. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (actual < expected) return;
  refuse(`Expect ${actual} < ${expected}`, msg);
}

/** Asserts actual <= expected. */
export function assertLessOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (actual <= expected) return;
  refuse(`Expect ${actual} <= ${expected}`, msg);
}
