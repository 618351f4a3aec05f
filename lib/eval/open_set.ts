import type { Embeddings } from "./embeddings.ts";
import { eachDifferent, pairRows } from "./pair_rows.ts";
import type { RankOptions } from "./rank.ts";
import { checkRates, passing, thresholdAt } from "./threshold_at.ts";

/** The options of {@linkcode openSet}. */
export interface OpenSetOptions extends RankOptions {
  /**
   * False alarm rates at which a threshold is set.
   *
   * @default {[0.01, 0.1]}
   */
  readonly rates?: readonly number[];
  /**
   * Thresholds made elsewhere that are judged beside these.
   *
   * @default {[]}
   */
  readonly thresholds?: readonly number[];
}

/** What a threshold does to queries. A query is known if its best similarity is above. */
export interface OpenSetPoint {
  /** The false alarm rate that was wished; null for a threshold made elsewhere. */
  readonly rate: number | null;
  /** The threshold. */
  readonly threshold: number;
  /** DIR: the share of queries of persons in the gallery that are known and whose first image is right. */
  readonly identified: number;
  /** FAR: the share of impostors that are taken for somebody. */
  readonly falseAlarms: number;
  /** The share of queries of persons in the gallery that are called unknown. */
  readonly missed: number;
}

/** How well it is told who a query is, or that it is nobody in the gallery. */
export interface OpenSet {
  /** Queries whose person another camera shows in the gallery. */
  readonly known: number;
  /** The other queries. */
  readonly impostors: number;
  /** A row for each rate, then one for each threshold. */
  readonly points: readonly OpenSetPoint[];
}

/**
 * Scores a search that may answer "unknown": a query is unknown if its best
 * similarity is not above a threshold.
 *
 * What counts of the gallery is as in {@linkcode rank}. Queries that have no
 * match left are impostors. The threshold of a false alarm rate is the least
 * at which no larger share of them is taken for somebody; the detection and
 * identification rate is the share of the other queries that are above it with
 * the right image first, ties by index. All of it is exact.
 *
 * A set whose every query has a match, as Market-1501's, has no impostor: make
 * some by {@linkcode withoutPersons}.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options Rates and thresholds, and those of {@linkcode rank}.
 * @returns Rates of identification and false alarm.
 * @throws {RangeError} If query or gallery is empty or malformed, or there is no known query or no impostor.
 *
 * @example An impostor less alike than the right image
 * ```ts
 * import { embeddings, openSet } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0, 1, 1], 2, [7, 8], [1, 1]);
 * const gallery = embeddings([1, 0.1, 0, 1], 2, [7, 9], [2, 2]);
 * const { points: [point] } = await openSet(query, gallery, { rates: [0] });
 * assertEquals([point!.identified, point!.falseAlarms], [1, 0]);
 * ```
 */
export async function openSet(
  query: Embeddings,
  gallery: Embeddings,
  options: OpenSetOptions = {},
): Promise<OpenSet> {
  const { rates = [0.01, 0.1], thresholds = [] } = options;
  checkRates("search an open set", rates);
  const right: number[] = []; // best similarities whose image shows the query's person
  const wrong: number[] = [];
  const strange: number[] = [];
  const act = "search an open set";
  for await (const pair of pairRows(act, query, gallery, options)) {
    let [best, first] = [-Infinity, Infinity];
    eachDifferent(pair, gallery.person, (similarity, image) => {
      if (similarity > best || (similarity === best && image < first)) {
        [best, first] = [similarity, image];
      }
    });
    if (pair.same.length === 0) {
      strange.push(best);
      continue;
    }
    const [own, match] = bestOf(pair.row, pair.same);
    const isRight = own > best || (own === best && match < first);
    (isRight ? right : wrong).push(Math.max(own, best));
  }
  const [known, impostors] = [right.length + wrong.length, strange.length];
  if (known === 0 || impostors === 0) {
    throw new RangeError(
      `Cannot search an open set as there must be queries with a match in the gallery and queries without: there are ${known} and ${impostors}${
        known === 0 ? "" : ", leave persons out of the gallery"
      }`,
    );
  }
  const [rights, wrongs, strangers] = [
    falling(right),
    falling(wrong),
    falling(strange),
  ];
  const point = (rate: number | null, threshold: number): OpenSetPoint => {
    const identified = passing(rights, threshold);
    return {
      rate,
      threshold,
      identified: identified / known,
      falseAlarms: passing(strangers, threshold) / impostors,
      missed: 1 - (identified + passing(wrongs, threshold)) / known,
    };
  };
  return {
    known,
    impostors,
    points: [
      ...rates.map((rate) =>
        point(rate, thresholdAt(strangers, impostors, rate))
      ),
      ...thresholds.map((threshold) => point(null, threshold)),
    ],
  };
}

/** The best similarity of some images, and the first image that has it. */
function bestOf(
  row: Float32Array | Float64Array,
  images: readonly number[],
): readonly [number, number] {
  let first = images[0]!;
  for (const image of images) if (row[image]! > row[first]!) first = image;
  return [row[first]!, first];
}

function falling(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort().reverse();
}
