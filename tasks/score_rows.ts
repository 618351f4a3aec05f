import type { Similarity } from "../lib/eval/mod.ts";
import {
  type FeatureFile,
  type FeatureMetric,
  scoreFeatures,
} from "../lib/run/mod.ts";
import type { Progress } from "./terminal.ts";

export const METRICS = ["cosine", "euclidean"] as const;
export const UNMATCHED = ["skip", "zero"] as const;
export const RANKS = [1, 5, 10, 20] as const;

/** The scores of one convention. */
export interface ScoreRow {
  readonly metric: FeatureMetric;
  readonly unmatched: "skip" | "zero";
  readonly multi: boolean;
  readonly queries: number;
  /** Shares of queries found among the first 1, 5, 10 and 20; a rank beyond the gallery is the last there is. */
  readonly cmc: readonly number[];
  readonly map: number;
  readonly marketMap: number;
  readonly minp: number;
}

/** Scores features by every convention, or those of one metric or one counting of what has no match. */
export async function scoreRows(
  { query, gallery, multi }: FeatureFile,
  flags: {
    readonly metric: FeatureMetric | undefined;
    readonly unmatched: "skip" | "zero" | undefined;
    readonly products: Similarity;
  },
  bar: Progress,
): Promise<{ rows: ScoreRow[]; notices: Set<string> }> {
  const rows: ScoreRow[] = [];
  const notices = new Set<string>();
  const only = flags.unmatched;
  for (const pool of multi === undefined ? [undefined] : [undefined, multi]) {
    for (const metric of METRICS) {
      if (flags.metric !== undefined && flags.metric !== metric) continue;
      const phase = nameOf({ metric, multi: pool !== undefined });
      // No sorting is done twice: what is skipped is what counts 0.
      const whole = await scoreFeatures(query, gallery, {
        metric,
        multi: pool,
        products: flags.products,
        unmatched: "zero",
        ranks: RANKS.at(-1),
        onProgress: (done) => bar.update(done, "", phase),
      });
      const lost = whole.withoutMatch.length;
      const all = whole.queries.length;
      if (lost > 0) {
        notices.add(
          `${lost} of ${all} queries have no match by another camera in the gallery: skip leaves them out, zero counts them`,
        );
      }
      for (const unmatched of UNMATCHED) {
        if (only !== undefined && only !== unmatched) continue;
        const queries = unmatched === "zero" ? all : all - lost;
        const share = (zero: number) => zero * all / queries;
        rows.push({
          metric,
          unmatched,
          multi: pool !== undefined,
          queries,
          cmc: RANKS.map((rank) =>
            share(whole.cmc[Math.min(rank, whole.cmc.length) - 1]!)
          ),
          map: share(whole.map),
          marketMap: share(whole.marketMap),
          minp: share(whole.minp),
        });
      }
    }
  }
  return { rows, notices };
}

/** A convention in words. */
export function nameOf(
  { metric, unmatched, multi }: Partial<ScoreRow>,
): string {
  return [
    metric === "cosine" ? "cosine" : "Euclidean",
    ...unmatched === undefined ? [] : [unmatched],
    ...multi ? ["multi-query"] : [],
  ].join(", ");
}
