import type { Embeddings } from "./embeddings.ts";
import { evaluate } from "./evaluate.ts";
import type { PairOptions } from "./visit_pairs.ts";

/** How the queries of one camera do in the images of another. */
export interface CameraPair {
  /** The camera of the queries. */
  readonly query: number;
  /** The camera of the gallery images. */
  readonly gallery: number;
  /** Queries that have a match there. */
  readonly queries: number;
  /** Rank-1 of these, 0 to 1; null if there are none. */
  readonly rank1: number | null;
  /** Their mean average precision, 0 to 1; null if there are none. */
  readonly map: number | null;
}

/**
 * Scores each pair of cameras by itself: the queries of one in the gallery
 * images of the other alone, so that a camera which the model does not
 * understand is seen.
 *
 * A query and a match by one camera do not count, so where both cameras are
 * one there is nothing to score.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options The similarity.
 * @returns Every pair of a query camera and a gallery camera, rising.
 * @throws {RangeError} If query or gallery is empty or malformed.
 *
 * @example Two cameras of one person
 * ```ts
 * import { cameraMatrix, embeddings } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([1, 0, 0, 1], 2, [7, 7], [1, 2]);
 * assertEquals(await cameraMatrix(query, gallery), [
 *   { query: 1, gallery: 1, queries: 0, rank1: null, map: null },
 *   { query: 1, gallery: 2, queries: 1, rank1: 1, map: 1 },
 * ]);
 * ```
 */
export async function cameraMatrix(
  query: Embeddings,
  gallery: Embeddings,
  options: PairOptions = {},
): Promise<CameraPair[]> {
  const pairs: CameraPair[] = [];
  const columns = byCamera(gallery);
  for (const [asked, queries] of byCamera(query)) {
    for (const [shown, images] of columns) {
      const place = { query: asked, gallery: shown };
      const persons = new Set(images.person);
      if (
        asked === shown || !queries.person.some((one) => persons.has(one))
      ) {
        pairs.push({ ...place, queries: 0, rank1: null, map: null });
        continue;
      }
      const { rank1, map, queries: counted } = await evaluate(
        queries,
        images,
        options,
      );
      pairs.push({ ...place, queries: counted.length, rank1, map });
    }
  }
  return pairs;
}

/** The images of each camera, by its number, rising. */
function byCamera(set: Embeddings): [number, Embeddings][] {
  const cameras = [...new Set(set.camera)].sort((a, b) => a - b);
  return cameras.map((camera) => {
    const kept: number[] = [];
    set.camera.forEach((one, row) => one === camera && kept.push(row));
    const rows = new Float32Array(kept.length * set.size);
    kept.forEach((row, at) =>
      rows.set(
        set.rows.subarray(row * set.size, (row + 1) * set.size),
        at * set.size,
      )
    );
    const person = Int32Array.from(kept, (row) => set.person[row]!);
    return [camera, {
      rows,
      size: set.size,
      person,
      camera: new Int32Array(kept.length).fill(camera),
    }];
  });
}
