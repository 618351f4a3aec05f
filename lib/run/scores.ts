import type { Evaluation } from "../eval/mod.ts";

/** The scores of one evaluation as plain numbers, shares from 0 to 1. */
export interface Scores {
  /** Share of queries whose first answer is right. */
  readonly rank1: number;
  /** Share of queries with a right answer among the first 5. */
  readonly rank5: number;
  /** Share of queries with a right answer among the first 10. */
  readonly rank10: number;
  /** Mean average precision, mean precision at hits. */
  readonly map: number;
  /** Mean average precision by the official code of Market-1501. */
  readonly marketMap: number;
  /** Mean inverse negative penalty. */
  readonly minp: number;
  /** Queries that count. */
  readonly queries: number;
  /** Images in the gallery, junk among them. */
  readonly gallery: number;
}

/**
 * Takes the plain scores out of an evaluation.
 *
 * @param evaluation What `evaluate` gave.
 * @param gallery Images in the gallery.
 * @returns The scores; a rank beyond the gallery is the last there is.
 *
 * @example The match comes second of two
 * ```ts
 * import { embeddings, evaluate } from "@spherereid/kit/eval";
 * import { scoresOf } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings(Float32Array.of(1, 0), 2, Int32Array.of(1), Int32Array.of(1));
 * const gallery = embeddings(
 *   Float32Array.of(0.6, 0.8, 0.9, 0.1),
 *   2,
 *   Int32Array.of(1, 2),
 *   Int32Array.of(2, 2),
 * );
 * const { rank1, rank5, gallery: images } = scoresOf(await evaluate(query, gallery), 2);
 * assertEquals([rank1, rank5, images], [0, 1, 2]);
 * ```
 */
export function scoresOf(evaluation: Evaluation, gallery: number): Scores {
  const at = (rank: number) =>
    evaluation.cmc[Math.min(rank, evaluation.cmc.length) - 1]!;
  return {
    rank1: at(1),
    rank5: at(5),
    rank10: at(10),
    map: evaluation.map,
    marketMap: evaluation.marketMap,
    minp: evaluation.minp,
    queries: evaluation.queries.length,
    gallery,
  };
}
