/**
 * Checks an option that must be above 0.
 *
 * @param act The function that was called.
 * @param name The option.
 * @param value What was given.
 * @throws {RangeError} If it is not above 0, or not finite.
 */
export function aboveZero(act: string, name: string, value: number): void {
  if (value > 0 && value < Infinity) return;
  throw new RangeError(
    `Cannot compute ${act} as ${name} must be above 0 and finite: current ${name} is ${value}`,
  );
}

/**
 * Checks an option that may be 0.
 *
 * @param act The function that was called.
 * @param name The option.
 * @param value What was given.
 * @throws {RangeError} If it is below 0, or not finite.
 */
export function atLeastZero(act: string, name: string, value: number): void {
  if (value >= 0 && value < Infinity) return;
  throw new RangeError(
    `Cannot compute ${act} as ${name} must be at least 0 and finite: current ${name} is ${value}`,
  );
}
