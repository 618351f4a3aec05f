import type { Embeddings } from "./embeddings.ts";
import { rank, type RankOptions } from "./rank.ts";
import {
  averagePrecision,
  inverseNegativePenalty,
  marketAveragePrecision,
} from "./score.ts";

/** The options of {@linkcode evaluate}. */
export interface EvaluateOptions extends RankOptions {
  /**
   * How many ranks the CMC curve has; no more than the gallery has images.
   *
   * @default {50}
   */
  readonly ranks?: number;
  /**
   * What a query counts that has no match in the gallery: nothing ("skip", as
   * in torchreid and fastreid), or 0 in every mean ("zero", as in the official
   * code of Market-1501).
   *
   * @default {"skip"}
   */
  readonly unmatched?: "skip" | "zero";
}

/** How one query did. */
export interface QueryScore {
  /** Which query. */
  readonly index: number;
  /** The person it shows. */
  readonly person: number;
  /** The camera that took it. */
  readonly camera: number;
  /** The mean precision at its hits. */
  readonly averagePrecision: number;
  /** Average precision by the official code of Market-1501. */
  readonly marketAveragePrecision: number;
  /** The place of its first match, from 1; 0 if it has none. */
  readonly firstHit: number;
  /** The number of its matches over the place of the last. */
  readonly inp: number;
  /** How many images in the gallery match it. */
  readonly matches: number;
}

/** How well persons are found again; every share is from 0 to 1. */
export interface Evaluation {
  /** mAP: the mean over queries of the mean precision at hits. */
  readonly map: number;
  /** mAP by the official code of Market-1501; never above `map`. */
  readonly marketMap: number;
  /** mINP: the mean over queries of matches over the place of the last. */
  readonly minp: number;
  /** The share of queries with a match among the first k images, at index k − 1. */
  readonly cmc: Float64Array;
  /** The share of queries whose first image is right: `cmc[0]`. */
  readonly rank1: number;
  /** Each query that counts, in order. */
  readonly queries: readonly QueryScore[];
  /** The queries that have no match in the gallery. */
  readonly withoutMatch: readonly number[];
  /** What the caller should be told, a sentence each. */
  readonly notices: readonly string[];
}

/**
 * Scores a gallery search by the protocol of Market-1501.
 *
 * For each query the gallery is ranked as {@linkcode rank} says (junk and
 * same person by same camera left out, distractors kept, ties by index); the
 * means are over the queries that have a match.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options The ranks of the curve, what unmatched queries count, and those of {@linkcode rank}.
 * @returns The scores, with a row for each query.
 * @throws {RangeError} If query or gallery is empty or malformed, or no query has a match.
 *
 * @example The match comes second
 * ```ts
 * import { embeddings, evaluate } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([1, 0, 1, 0.1], 2, [8, 7], [2, 2]);
 * const scores = await evaluate(query, gallery);
 * assertEquals([scores.map, scores.marketMap, scores.minp], [0.5, 0.25, 0.5]);
 * assertEquals([...scores.cmc], [0, 1]);
 * ```
 */
export async function evaluate(
  query: Embeddings,
  gallery: Embeddings,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  const { ranks = 50, unmatched = "skip" } = options;
  if (!Number.isInteger(ranks) || ranks < 1) {
    throw new RangeError(
      `Cannot evaluate as ranks must be a whole number from 1 up: current ranks is ${ranks}`,
    );
  }
  const all: QueryScore[] = [];
  for await (const places of rank(query, gallery, options)) {
    const index = all.length;
    all.push({
      index,
      person: query.person[index]!,
      camera: query.camera[index]!,
      averagePrecision: averagePrecision(places),
      marketAveragePrecision: marketAveragePrecision(places),
      firstHit: places[0] ?? 0,
      inp: inverseNegativePenalty(places),
      matches: places.length,
    });
  }
  const lost = all.filter(({ matches }) => matches === 0);
  if (lost.length === all.length) {
    throw new RangeError(noMatchAtAll(query, gallery));
  }
  const queries = unmatched === "zero"
    ? all
    : all.filter(({ matches }) => matches > 0);
  const cmc = curve(queries, Math.min(ranks, gallery.person.length));
  return {
    map: mean(queries, (score) => score.averagePrecision),
    marketMap: mean(queries, (score) => score.marketAveragePrecision),
    minp: mean(queries, (score) => score.inp),
    cmc,
    rank1: cmc[0]!,
    queries,
    withoutMatch: lost.map(({ index }) => index),
    notices: lost.length === 0 ? [] : [notice(lost, all.length, unmatched)],
  };
}

function mean(
  queries: readonly QueryScore[],
  value: (score: QueryScore) => number,
): number {
  return queries.reduce((sum, score) => sum + value(score), 0) / queries.length;
}

function curve(queries: readonly QueryScore[], ranks: number): Float64Array {
  const found = new Float64Array(ranks);
  for (const { firstHit } of queries) {
    if (firstHit >= 1 && firstHit <= ranks) found[firstHit - 1]!++;
  }
  let sum = 0;
  return found.map((count) => (sum += count) / queries.length);
}

function notice(
  lost: readonly QueryScore[],
  all: number,
  unmatched: "skip" | "zero",
): string {
  const named = lost.slice(0, 5).map(({ index, person, camera }) =>
    `query ${index} (person ${person}, camera ${camera})`
  ).join(", ");
  const rest = lost.length > 5 ? ` and ${lost.length - 5} more` : "";
  return `${lost.length} of ${all} queries have no match by another camera in the gallery and ${
    unmatched === "skip" ? "are left out of" : "count 0 in"
  } the scores: ${named}${rest}`;
}

function noMatchAtAll(query: Embeddings, gallery: Embeddings): string {
  const shown = new Set(gallery.person);
  const shared = new Set(query.person.filter((person) => shown.has(person)));
  const cameras = new Set([...query.camera, ...gallery.camera]);
  const fact = shared.size === 0
    ? "query and gallery share no person"
    : cameras.size === 1
    ? `every image has camera ${query.camera[0]}`
    : `the ${shared.size} shared persons are shown by the query's own camera only`;
  const cure = shared.size === 0
    ? "check that both number persons alike"
    : "give the images their cameras, or where these are unknown all queries one and all gallery images another";
  return `Cannot evaluate as at least one query must have a match by another camera in the gallery: ${fact}; ${cure}`;
}
