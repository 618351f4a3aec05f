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
 * @example See `tests/run/scores_test.ts`
 * ```ts
 * import { scoresOf } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(scoresOf.length, 2);
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
