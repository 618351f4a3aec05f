/**
 * How many of a number may pass at a rate: the whole number that is not above
 * their share.
 */
export function allowedOf(count: number, rate: number): number {
  return Math.min(count, Math.floor(rate * count));
}

/**
 * The least threshold that at most a share of scores passes, where to pass is
 * to be above it: the largest score that must not.
 *
 * @param falling The scores, falling; the largest suffice, as many as may pass and one more.
 * @param count How many there are altogether.
 * @param rate The share that may pass.
 */
export function thresholdAt(
  falling: Float64Array,
  count: number,
  rate: number,
): number {
  const allowed = allowedOf(count, rate);
  return allowed >= count ? -Infinity : falling[allowed]!;
}

/** How many of falling scores are above a threshold. */
export function passing(falling: Float64Array, threshold: number): number {
  let [from, to] = [0, falling.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (falling[middle]! > threshold) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Throws unless each rate is from 0 to 1. */
export function checkRates(act: string, rates: readonly number[]): void {
  const bad = rates.find((rate) => !(rate >= 0 && rate <= 1));
  if (bad !== undefined || rates.length === 0) {
    throw new RangeError(
      `Cannot ${act} as rates must be numbers from 0 to 1, at least one: current rates are ${
        rates.join(", ") || "none"
      }`,
    );
  }
}
