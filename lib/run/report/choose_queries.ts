import type { QueryScore } from "../../eval/mod.ts";
import type { Random } from "../../random/mod.ts";

/** Queries worth a look. */
export type ChosenQueries = Readonly<
  Record<"best" | "worst" | "random", readonly QueryScore[]>
>;

/**
 * The queries that did best (of equals those with more matches), those that
 * did worst, and as many drawn by lot; ties by index. Those without a match
 * are in none.
 */
export function chooseQueries(
  queries: readonly QueryScore[],
  count: number,
  rng: Random,
): ChosenQueries {
  const matched = queries.filter(({ matches }) => matches > 0);
  const by = (sign: 1 | -1) =>
    matched.toSorted((a, b) =>
      sign * (a.averagePrecision - b.averagePrecision) ||
      b.matches - a.matches || a.index - b.index
    ).slice(0, count);
  return {
    best: by(-1),
    worst: by(1),
    random: rng.shuffle(matched).slice(0, count),
  };
}
