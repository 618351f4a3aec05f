/** One side of a race: prepared once, then run in turn with the others. */
export interface Side {
  /** As it stands in the table: "kit, tensorflow, eager". */
  readonly name: string;
  /** Runs once and gives its seconds. */
  run(): Promise<number>;
  /** Frees what was prepared; gives the most resident memory seen, in GB, if known. */
  end(): Promise<number | null>;
}

/** What one side did. */
export interface SideResult {
  /** The side's name. */
  readonly name: string;
  /** Seconds of each run, in order, the warm-up left out. */
  readonly seconds: readonly number[];
  /** Their median. */
  readonly median: number;
  /** The most resident memory seen, in GB, if known. */
  readonly peakGB: number | null;
}

/**
 * Races sides in one sitting: each round runs every side once, in turn, so
 * that what else the machine does falls on all alike.
 *
 * @param sides At least one.
 * @param rounds Rounds that count.
 * @param warmUp Rounds before that do not.
 * @param onRound Told after each round.
 * @returns Each side's seconds and median.
 */
export async function race(
  sides: readonly Side[],
  rounds: number,
  warmUp: number,
  onRound: (round: number, seconds: readonly number[]) => void = () => {},
): Promise<SideResult[]> {
  const taken = sides.map((): number[] => []);
  for (let round = -warmUp; round < rounds; round++) {
    const seconds: number[] = [];
    for (const side of sides) seconds.push(await side.run());
    if (round < 0) continue;
    seconds.forEach((value, index) => taken[index]!.push(value));
    onRound(round, seconds);
  }
  const results: SideResult[] = [];
  for (const [index, side] of sides.entries()) {
    const seconds = taken[index]!;
    const peakGB = await side.end();
    results.push({ name: side.name, seconds, median: median(seconds), peakGB });
  }
  return results;
}

/**
 * The median of some numbers.
 *
 * @param values At least one; not changed.
 * @returns The middle one, or the mean of the middle two.
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[half]!
    : (sorted[half - 1]! + sorted[half]!) / 2;
}
