/** Throws unless a decay is a finite number from 0 up. */
export function checkDecay(optimizer: string, decay: number): void {
  if (!(decay >= 0 && decay < Infinity)) {
    throw new RangeError(
      `Cannot make ${optimizer} as its weight decay must be 0 or more: current weight decay is ${decay}`,
    );
  }
}

/** Throws unless a share (a beta, a momentum) lies in [0, 1). */
export function checkShare(
  optimizer: string,
  name: string,
  share: number,
): void {
  if (!(share >= 0 && share < 1)) {
    throw new RangeError(
      `Cannot make ${optimizer} as its ${name} must be from 0 to below 1: current ${name} is ${share}`,
    );
  }
}

/** Throws unless the rate is finite and not negative, and the count is a whole number from 1 up. */
export function checkUpdate(
  optimizer: string,
  rate: number,
  count: number,
): void {
  if (!(rate >= 0 && rate < Infinity)) {
    throw new RangeError(
      `Cannot update with ${optimizer} as the rate must be finite and not negative: current rate is ${rate}`,
    );
  }
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `Cannot update with ${optimizer} as updates are counted from 1: current count is ${count}`,
    );
  }
}

/** Throws unless ε is a finite number above 0. */
export function checkEpsilon(optimizer: string, epsilon: number): void {
  if (!(epsilon > 0 && epsilon < Infinity)) {
    throw new RangeError(
      `Cannot make ${optimizer} as its epsilon must be above 0: current epsilon is ${epsilon}`,
    );
  }
}

/** Throws unless a rate is finite and above 0. */
export function checkRate(name: string, what: string, rate: number): void {
  if (!(rate > 0 && rate < Infinity)) {
    throw new RangeError(
      `Cannot make the schedule "${name}" as ${what} must be above 0: current value is ${rate}`,
    );
  }
}
