/** The largest of numbers that pass by. */
export interface Largest {
  /** Looks at a number. */
  add(value: number): void;
  /** Those kept, falling; asked for once, at the end. */
  sorted(): Float64Array;
}

/**
 * Keeps the largest of numbers that pass by, exactly, in memory for twice as
 * many: whenever that is full it is sorted and its lower half goes.
 *
 * @param count How many to keep; all there are where these are fewer.
 */
export function largest(count: number): Largest {
  // Small at first: often fewer come than may be kept.
  let held = new Float64Array(Math.min(2 * count, 1024));
  let [filled, floor] = [0, -Infinity];
  const grow = () => {
    const more = new Float64Array(Math.min(2 * count, 2 * held.length));
    more.set(held);
    held = more;
  };
  const thin = () => {
    held.sort();
    held.copyWithin(0, filled - count);
    filled = count;
    floor = held[0]!;
  };
  return {
    add(value) {
      if (value < floor) return;
      if (filled === held.length) {
        if (filled < 2 * count) grow();
        else thin();
      }
      held[filled++] = value;
    },
    sorted() {
      const all = held.subarray(0, filled).sort().reverse();
      return all.subarray(0, count);
    },
  };
}
