import { checkPair } from "./check.ts";
import { type Embeddings, embeddings } from "./embeddings.ts";
import {
  checkTop,
  nearestLists,
  type NearestListsOptions,
} from "./nearest_lists.ts";

/** The options of {@linkcode expandQueries}. */
export interface ExpandOptions extends NearestListsOptions {
  /**
   * Gallery images that join a query, n; no more than there are.
   *
   * @default {5}
   */
  readonly top?: number;
  /**
   * The power of the cosine that an image counts by, α. With 0 all count 1, as
   * the query does; with more than 0 an image of negative cosine counts 0.
   *
   * @default {0}
   */
  readonly alpha?: number;
}

/**
 * Average query expansion (Chum et al., 2007): each query becomes the mean of
 * itself and its nearest images, as a unit row again.
 *
 *     q' = (q + Σ max(0, cos_j)^α g_j) / ‖…‖, over the n nearest g_j
 *
 * With α = 0 it is the plain mean (AQE); with α above 0, 3 as a rule, the
 * nearer counts more (αQE). Persons and cameras are not looked at: an image of
 * the query's own camera may join it, as it would in a search.
 *
 * Departs: only queries are expanded; fastreid expands the gallery too, each
 * image by its nearest among queries and gallery, and counts an image itself as
 * one of the n.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options How many images join, and how they count.
 * @returns The queries with other rows; ties go by index.
 * @throws {RangeError} If query or gallery is empty or malformed, or an option is out of range.
 *
 * @example A query between two images
 * ```ts
 * import { embeddings, expandQueries } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([0.6, 0.8, 0, -1], 2, [7, 8], [2, 2]);
 * const { rows } = await expandQueries(query, gallery, { top: 1 });
 * // (1, 0) + (0.6, 0.8), divided by its length
 * assertEquals([...rows].map((x) => x.toFixed(4)), ["0.8944", "0.4472"]);
 * ```
 */
export async function expandQueries(
  query: Embeddings,
  gallery: Embeddings,
  options: ExpandOptions = {},
): Promise<Embeddings> {
  const { top = 5, alpha = 0, ...how } = options;
  checkPair("expand the queries", query, gallery);
  checkTop("expand the queries", top, gallery);
  if (!(alpha >= 0 && Number.isFinite(alpha))) {
    throw new RangeError(
      `Cannot expand the queries as alpha must be a number from 0 up: current alpha is ${alpha}`,
    );
  }
  const { size } = query;
  const rows = Float64Array.from(query.rows);
  const { indices, values } = await nearestLists(query, gallery, top, how);
  for (const [at, image] of indices.entries()) {
    const start = Math.floor(at / top) * size;
    const weight = alpha === 0 ? 1 : Math.max(0, values[at]!) ** alpha;
    for (let i = 0; i < size; i++) {
      rows[start + i]! += weight * gallery.rows[image * size + i]!;
    }
  }
  return embeddings(rows, size, query.person, query.camera);
}
