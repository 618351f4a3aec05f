/** Runs jobs, at most `count` of them at a time, first come first served. */
export function lanes(
  count: number,
): <T>(job: () => Promise<T>) => Promise<T> {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `Cannot read images as the number read at once must be a whole number from 1: current number is ${count}, pass the number of cores`,
    );
  }
  let free = count;
  const waiting: (() => void)[] = [];
  return async (job) => {
    if (free > 0) free--;
    else await new Promise<void>((start) => waiting.push(start));
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
