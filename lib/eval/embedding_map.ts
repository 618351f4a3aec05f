import type { Random } from "../random/mod.ts";
import { dotProducts } from "./similarity.ts";

/** The options of {@linkcode embeddingMap}. */
export interface EmbeddingMapOptions {
  /**
   * Rows that count as a row's neighbours: few show small groups, many the
   * whole; no more than there are.
   *
   * @default {15}
   */
  readonly neighbours?: number;
  /** Told after each pass over the map. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Lays unit rows out on a plane so that neighbours stay neighbours: UMAP
 * (McInnes, Healy and Melville 2018) by the package umap-js, with exact
 * neighbours by angle.
 *
 * A map is for looking: distances between groups and the size of a group say
 * little, and another seed gives another map. Neighbours take rows x rows
 * products: pick some thousand rows of a large set.
 *
 * @param rows Rows of length 1, one after another.
 * @param size The size of a row.
 * @param rng Where the rows start, and which are pushed apart.
 * @param options How many neighbours.
 * @returns x and y of each row, one after another; the same for the same rows and generator.
 * @throws {RangeError} If the rows are not whole, there are fewer than four, or `neighbours` is no whole number from 2.
 *
 * @example Two groups stay two groups
 * ```ts
 * import { embeddingMap, embeddings } from "@spherereid/kit/eval";
 * import { random } from "@spherereid/kit/random";
 * import { assert } from "@std/assert";
 *
 * const rng = random(1);
 * const rows = Array.from({ length: 20 }, (_, at) =>
 *   [at < 10 ? 1 : -1, 0.1 * rng.normal(), 0.1 * rng.normal()]);
 * const one = Array(20).fill(1);
 * const { rows: unit } = embeddings(rows.flat(), 3, one, one);
 * const map = await embeddingMap(unit, 3, random(2), { neighbours: 5 });
 * const far = (a: number, b: number) =>
 *   Math.hypot(map[2 * a]! - map[2 * b]!, map[2 * a + 1]! - map[2 * b + 1]!);
 * assert(far(0, 1) < far(0, 15));
 * ```
 */
export async function embeddingMap(
  rows: Float32Array,
  size: number,
  rng: Random,
  options: EmbeddingMapOptions = {},
): Promise<Float64Array> {
  const { neighbours = 15, onProgress } = options;
  const count = rows.length / size;
  if (!Number.isInteger(count) || count < 4) {
    throw new RangeError(
      `Cannot map rows as there must be four whole ones at least: current sizes are ${rows.length} and ${size}`,
    );
  }
  if (!Number.isInteger(neighbours) || neighbours < 2) {
    throw new RangeError(
      `Cannot map rows as neighbours must be a whole number from 2: current neighbours is ${neighbours}`,
    );
  }
  const nNeighbors = Math.min(neighbours, count - 1);
  const { UMAP } = await import("umap-js");
  const umap = new UMAP({ nNeighbors, random: rng.next });
  const { indices, distances } = neighboursOf(rows, size, nNeighbors);
  umap.setPrecomputedKNN(indices, distances);
  const epochs = umap.initializeFit(indices); // of these it takes their number only
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step();
    onProgress?.(epoch, epochs);
    if (epoch % 50 === 0) await new Promise((done) => setTimeout(done)); // let signals and timers through
  }
  return Float64Array.from(umap.getEmbedding().flat());
}

/** Rows compared at a time. */
const BLOCK = 256;

/** The nearest rows of each, itself first as UMAP wants it, and the chords to them. */
function neighboursOf(rows: Float32Array, size: number, most: number) {
  const count = rows.length / size;
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let first = 0; first < count; first += BLOCK) {
    const block = rows.subarray(first * size, (first + BLOCK) * size);
    const table = dotProducts(block, rows, size);
    for (let at = 0; at < block.length / size; at++) {
      const own = first + at;
      const similarity = table.subarray(at * count, (at + 1) * count);
      const others = Array.from(similarity.keys())
        .filter((other) => other !== own)
        .sort((a, b) => similarity[b]! - similarity[a]! || a - b)
        .slice(0, most - 1);
      indices.push([own, ...others]);
      distances.push([
        0,
        ...others.map((other) =>
          Math.sqrt(Math.max(0, 2 - 2 * similarity[other]!))
        ),
      ]);
    }
  }
  return { indices, distances };
}
