/** Throws unless a count is a whole number from 1. */
export function checkWhole(what: string, count: number): void {
  if (!Number.isInteger(count)) {
    throw new TypeError(
      `Cannot sample batches as the number of ${what} must be whole: current number is ${count}, pass a whole number from 1`,
    );
  }
  if (count < 1) {
    throw new RangeError(
      `Cannot sample batches as the number of ${what} must be at least 1: current number is ${count}, pass a whole number from 1`,
    );
  }
}

/** Throws unless an epoch is a whole number from 0. */
export function checkEpoch(epoch: number): void {
  if (!Number.isInteger(epoch) || epoch < 0) {
    throw new RangeError(
      `Cannot sample an epoch as its number must be whole and at least 0: current number is ${epoch}, count epochs from 0`,
    );
  }
}
