import type { Random } from "../random/mod.ts";
import type { Evaluation, QueryScore } from "./evaluate.ts";

/** The options of {@linkcode bootstrap}. */
export interface BootstrapOptions {
  /**
   * How often queries are drawn.
   *
   * @default {1000}
   */
  readonly resamples?: number;
  /**
   * The share of resamples that lie within an interval.
   *
   * @default {0.95}
   */
  readonly level?: number;
}

/** Lower and upper end of an interval. */
export type Interval = readonly [low: number, high: number];

/** Between what a score would lie with other queries like these. */
export interface Intervals {
  /** Of the share of queries whose first image is right. */
  readonly rank1: Interval;
  /** Of mAP. */
  readonly map: Interval;
  /** Of mAP by the official code of Market-1501. */
  readonly marketMap: Interval;
  /** Of mINP. */
  readonly minp: Interval;
  /** How often queries were drawn. */
  readonly resamples: number;
  /** The share of resamples within. */
  readonly level: number;
}

const SCORES: Readonly<
  Record<"rank1" | "map" | "marketMap" | "minp", (score: QueryScore) => number>
> = {
  rank1: ({ firstHit }) => +(firstHit === 1),
  map: ({ averagePrecision }) => averagePrecision,
  marketMap: ({ marketAveragePrecision }) => marketAveragePrecision,
  minp: ({ inp }) => inp,
};

/**
 * Confidence intervals of an evaluation by the bootstrap over queries.
 *
 * As many queries as count are drawn with replacement, all scores are taken
 * anew from the same draw, and the interval is between the percentiles of what
 * came out, read between the two nearest (as NumPy does). It tells what other
 * queries would change; gallery, training and seed stay as they are. Queries
 * are drawn one by one, though those of one person are alike: where a person
 * has many, the interval is rather too narrow.
 *
 * @param evaluation What `evaluate` gave.
 * @param random Draws the queries.
 * @param options How often, and the share within.
 * @returns The intervals; the same for the same generator.
 * @throws {RangeError} If an option is out of range.
 *
 * @example All queries alike leave nothing to chance
 * ```ts
 * import { bootstrap, embeddings, evaluate } from "@spherereid/kit/eval";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0, 0, 1], 2, [7, 8], [1, 1]);
 * const gallery = embeddings([1, 0, 0, 1], 2, [7, 8], [2, 2]);
 * const { map } = bootstrap(await evaluate(query, gallery), random(1));
 * assertEquals(map, [1, 1]);
 * ```
 */
export function bootstrap(
  evaluation: Pick<Evaluation, "queries">,
  random: Pick<Random, "int">,
  options: BootstrapOptions = {},
): Intervals {
  const { resamples = 1000, level = 0.95 } = options;
  if (!Number.isInteger(resamples) || resamples < 1) {
    throw new RangeError(
      `Cannot draw queries as resamples must be a whole number from 1 up: current resamples is ${resamples}`,
    );
  }
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `Cannot draw queries as level must be between 0 and 1: current level is ${level}`,
    );
  }
  const { queries } = evaluation;
  const names = Object.keys(SCORES) as (keyof typeof SCORES)[];
  const columns = names.map((name) => Float64Array.from(queries, SCORES[name]));
  const means = names.map(() => new Float64Array(resamples));
  const drawn = new Uint32Array(queries.length);
  for (let at = 0; at < resamples; at++) {
    for (let query = 0; query < drawn.length; query++) {
      drawn[query] = random.int(drawn.length);
    }
    columns.forEach((column, of) => means[of]![at] = meanOf(column, drawn));
  }
  const ends = Object.fromEntries(names.map((name, of) => {
    const sorted = means[of]!.sort();
    return [name, [
      percentile(sorted, (1 - level) / 2),
      percentile(sorted, (1 + level) / 2),
    ]];
  })) as unknown as Record<keyof typeof SCORES, Interval>;
  return { ...ends, resamples, level };
}

function meanOf(column: Float64Array, drawn: Uint32Array): number {
  let sum = 0;
  for (let at = 0; at < drawn.length; at++) sum += column[drawn[at]!]!;
  return sum / drawn.length;
}

/** What a share of sorted values lies below, between the two nearest. */
function percentile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const before = Math.floor(place);
  const [low, high] = [sorted[before]!, sorted[Math.ceil(place)]!];
  return low + (place - before) * (high - low);
}
