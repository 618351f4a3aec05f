import { checkSizes } from "./check.ts";
import { type Embeddings, embeddings } from "./embeddings.ts";

/**
 * Queries of several images: each query's row becomes the mean of the unit
 * rows of all images of its person by its camera, made unit again.
 *
 * This is the multi-query search of Market-1501, whose folder gt_bbox holds
 * such images, as layumi's code averages them. A query of whom there is no
 * such image keeps its own row; so where the queries themselves are given,
 * those of one person by one camera all get their common mean. There are as
 * many queries as before, in their order.
 *
 * @param query The queries.
 * @param images What is averaged; the queries' own images are not added.
 * @returns The queries with their new rows.
 * @throws {RangeError} If either is malformed, or their rows are of two sizes.
 *
 * @example Two views of one person
 * ```ts
 * import { embeddings, multiQuery } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const images = embeddings([1, 0, 0, 1, 0, -1], 2, [7, 7, 7], [1, 1, 2]);
 * const { rows } = multiQuery(query, images);
 * assertEquals(rows, new Float32Array([Math.SQRT1_2, Math.SQRT1_2]));
 * ```
 */
export function multiQuery(query: Embeddings, images: Embeddings): Embeddings {
  checkSizes("average queries", "query", query);
  checkSizes("average queries", "images", images);
  const { size } = query;
  if (images.size !== size) {
    throw new RangeError(
      `Cannot average queries as query and images must have rows of one size: current sizes are ${size} and ${images.size}`,
    );
  }
  const sums = new Map<string, Float64Array>();
  images.person.forEach((person, image) => {
    const key = `${person} ${images.camera[image]}`;
    const sum = sums.get(key) ?? new Float64Array(size);
    sums.set(key, sum);
    for (let at = 0; at < size; at++) {
      sum[at]! += images.rows[image * size + at]!;
    }
  });
  const rows = Float64Array.from(query.rows);
  query.person.forEach((person, index) => {
    const sum = sums.get(`${person} ${query.camera[index]}`);
    if (sum) rows.set(sum, index * size);
  });
  return embeddings(rows, size, query.person, query.camera);
}
