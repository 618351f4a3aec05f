/**
 * Runs jobs ahead of their consumer and yields their results in order.
 *
 * When the consumer stops early, no further job starts and the running ones
 * are waited for, so that nothing goes on behind its back.
 *
 * @param count The number of jobs.
 * @param ahead How many jobs run beyond the one that is waited for.
 * @param job Makes result number i; it gets a signal that is aborted when the consumer stops.
 * @returns The results, in order.
 * @throws {RangeError} If `ahead` is not a whole number from 0.
 */
export async function* inOrder<T>(
  count: number,
  ahead: number,
  job: (index: number, signal: AbortSignal) => Promise<T>,
): AsyncGenerator<T, void, void> {
  if (!Number.isInteger(ahead) || ahead < 0) {
    throw new RangeError(
      `Cannot read images ahead as the number of batches must be a whole number from 0: current number is ${ahead}, pass 2`,
    );
  }
  const running: Promise<T>[] = [];
  const stop = new AbortController();
  let next = 0;
  try {
    for (let at = 0; at < count; at++) {
      while (next < count && next <= at + ahead) {
        const result = job(next++, stop.signal);
        result.catch(() => {}); // its error is thrown when its turn comes
        running.push(result);
      }
      yield await running.shift()!;
    }
  } finally {
    stop.abort();
    await Promise.allSettled(running);
  }
}
