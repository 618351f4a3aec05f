import {
  dotProducts,
  evaluate,
  type EvaluateOptions,
  type Evaluation,
  type Similarity,
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
  const total = query.person.length;
  let cells = 0;
  const similarity = metric === "cosine"
    ? products
    : nearness(asked, gallery, products);
  return await evaluate(asked, gallery, {
    ranks,
    unmatched,
    async similarity(queryRows, galleryRows, size) {
      const table = await similarity(queryRows, galleryRows, size);
      cells += table.length;
      onProgress?.(Math.floor(cells / gallery.person.length), total);
      return table;
    },
  });
}

/**
 * 2 q·g − |g|² of given rows: for one query it falls as the distance grows.
 * The rows that are compared are parts of `rows`, and tell by their place
 * there which given ones are meant.
 */
function nearness(
  query: Features,
  gallery: Features,
  products: Similarity,
): Similarity {
  const squares = squaresOf(gallery);
  return async (queryRows, galleryRows, size) => {
    const first = placeOf(galleryRows, gallery);
    const table = Float64Array.from(
      await products(
        givenOf(queryRows, query),
        givenOf(galleryRows, gallery),
        size,
      ),
    );
    const images = galleryRows.length / size;
    for (let cell = 0; cell < table.length; cell++) {
      table[cell] = 2 * table[cell]! - squares[first + cell % images]!;
    }
    return table;
  };
}

function givenOf(part: Float32Array, whole: Features): Float32Array {
  const start = placeOf(part, whole) * whole.size;
  return whole.given.subarray(start, start + part.length);
}

/** The row at which a part begins. */
function placeOf(part: Float32Array, { rows, size }: Features): number {
  if (part.buffer !== rows.buffer) {
    throw new TypeError(
      "Cannot score by distance as rows must be parts of what was handed over: they are copies",
    );
  }
  return (part.byteOffset - rows.byteOffset) / (size * part.BYTES_PER_ELEMENT);
}

function squaresOf({ given, size }: Features): Float64Array {
  const squares = new Float64Array(given.length / size);
  for (let at = 0; at < given.length; at++) {
    squares[Math.floor(at / size)]! += given[at]! * given[at]!;
  }
  return squares;
}
