import {
  dotProducts,
  evaluate,
  type EvaluateOptions,
  type Evaluation,
  type Similarity,
  type SimilarityRows,
  similarityRows,
} from "../eval/mod.ts";
import type { Features } from "./feature_set.ts";
import { poolQueries } from "./pool_queries.ts";

/** How far apart rows are. */
export type FeatureMetric = "cosine" | "euclidean";

/** How features are scored. */
export interface ScoreFeaturesOptions
  extends Pick<EvaluateOptions, "ranks" | "unmatched"> {
  /**
   * The cosine of rows (fastreid, layumi), or the Euclidean distance of rows as
   * they were given (torchreid's default).
   *
   * @default {"cosine"}
   */
  readonly metric?: FeatureMetric;
  /**
   * More images of the queries' persons: each query becomes the mean of those
   * of its person by its camera.
   *
   * @default {undefined}
   */
  readonly multi?: Features;
  /**
   * Dot products of rows; an engine's matrix product is faster, and its sums
   * are rougher.
   *
   * @default {dotProducts}
   */
  readonly products?: Similarity;
  /** Told how many queries have been compared, and how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Scores features by the protocol of Market-1501, in one of the conventions
 * that projects differ in.
 *
 * Rows are float32, and unless other products are asked for, both metrics are
 * summed in float64.
 *
 * @param query The queries.
 * @param gallery The gallery.
 * @param options The metric, what an unmatched query counts, multi-query.
 * @returns The scores, of both definitions of average precision.
 * @throws {RangeError} If rows do not fit each other, or no query has a match.
 *
 * @example What is near is not always alike
 * ```ts
 * import { readFeatures, scoreFeatures } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * const query = { features: [[1, 0]], persons: [7], cameras: [1] };
 * const gallery = { features: [[9, 0], [1, 1]], persons: [7, 8], cameras: [2, 2] };
 * await Deno.writeTextFile(path, JSON.stringify({ query, gallery }));
 * const found = await readFeatures(path);
 * const rank1 = async (metric: "cosine" | "euclidean") =>
 *   (await scoreFeatures(found.query, found.gallery, { metric })).rank1;
 * assertEquals([await rank1("cosine"), await rank1("euclidean")], [1, 0]);
 * await Deno.remove(path);
 * ```
 */
export async function scoreFeatures(
  query: Features,
  gallery: Features,
  options: ScoreFeaturesOptions = {},
): Promise<Evaluation> {
  const { metric = "cosine", products = dotProducts, multi } = options;
  const { onProgress, ranks, unmatched } = options;
  const asked = multi === undefined ? query : poolQueries(query, multi);
  const compare = metric === "cosine"
    ? similarityRows(asked, gallery, products)
    : nearness(asked, gallery, products);
  return await evaluate(asked, gallery, {
    ranks,
    unmatched,
    async rows(first, end) {
      const table = await compare(first, end);
      onProgress?.(end, query.person.length);
      return table;
    },
  });
}

/** 2 q·g − |g|² of given rows: for one query it falls as the distance grows. */
function nearness(
  query: Features,
  gallery: Features,
  products: Similarity,
): SimilarityRows {
  const squares = squaresOf(gallery);
  const given = (side: Features) => ({ ...side, rows: side.given });
  const dots = similarityRows(given(query), given(gallery), products);
  return async (first, end) =>
    Float64Array.from(
      await dots(first, end),
      (dot, cell) => 2 * dot - squares[cell % squares.length]!,
    );
}

function squaresOf({ given, size }: Features): Float64Array {
  const squares = new Float64Array(given.length / size);
  for (let at = 0; at < given.length; at++) {
    squares[Math.floor(at / size)]! += given[at]! * given[at]!;
  }
  return squares;
}
