/** How far some work is and how fast it goes; times in seconds. */
export interface Pace {
  /** Notes that so much is done at a time. */
  note(done: number, now: number): void;
  readonly done: number;
  /** Units a second, smoothed; 0 until two notes are apart. */
  readonly rate: number;
  /** Seconds since the start. */
  elapsed(now: number): number;
  /** Seconds left, undefined if nobody can tell. */
  left(now: number): number | undefined;
}

/** Seconds after which an old rate counts for a third. */
const MEMORY = 15;

/**
 * Follows work of a known or unknown total. The rate forgets exponentially, so
 * that a slow start (compilation, a cold disk) does not spoil the time left;
 * what was done before, `from`, is not counted as work of this time.
 */
export function pace(start: number, total?: number, from = 0): Pace {
  let done = from;
  let last = start;
  let units = 0; // what was done, older parts fading
  let seconds = 0; // in what time, fading alike
  return {
    note(next, now) {
      const span = Math.max(0, now - last);
      const fade = Math.exp(-span / MEMORY);
      const kept = span > 0 ? MEMORY * (1 - fade) / span : 1; // of the span itself
      units = units * fade + Math.max(0, next - done) * kept;
      seconds = seconds * fade + span * kept;
      [done, last] = [next, now];
    },
    get done() {
      return done;
    },
    get rate() {
      return seconds > 0 ? units / seconds : 0;
    },
    elapsed: (now) => now - start,
    left(now) {
      if (total === undefined || units <= 0 || seconds <= 0) return undefined;
      return Math.max(0, (total - done) * seconds / units - (now - last));
    },
  };
}
