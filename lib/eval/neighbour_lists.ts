import { product } from "./product.ts";
import type { Similarity } from "./similarity.ts";
import { type TopLists, topLists } from "./top_lists.ts";

/** How like each other the images of some sets are, without the table of all pairs. */
export interface NeighbourLists {
  /** For each image the images most like it, itself among them. */
  readonly nearest: TopLists;
  /** For each image its similarity to the image least like it. */
  readonly least: Float64Array;
}

/** What is compared, and how. */
export interface NeighbourPlan {
  /** Sets of rows, numbered on from one set to the next. */
  readonly sets: readonly Float32Array[];
  /** The size of a row. */
  readonly size: number;
  /** How many neighbours an image has in its list. */
  readonly count: number;
  /** Compares two blocks. */
  readonly similarity: Similarity;
  /** The most rows of a block. */
  readonly block: number;
  /** Told how many pairs of blocks are compared, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Finds the neighbours of every image among all, a pair of blocks at a time.
 *
 * Of each pair of images one similarity is taken, that of the earlier to the
 * later, and it counts for both: half the products, and no two answers.
 */
export async function neighbourLists(
  { sets, size, count, similarity, block, onProgress }: NeighbourPlan,
): Promise<NeighbourLists> {
  const blocks = blocksOf(sets, size, block);
  const images = sets.reduce((sum, rows) => sum + rows.length / size, 0);
  const nearest = topLists(images, count);
  const least = new Float64Array(images).fill(Infinity);
  const total = blocks.length * (blocks.length + 1) / 2;
  let done = 0;
  for (const [at, one] of blocks.entries()) {
    for (const other of blocks.slice(at)) {
      const table = await product(
        "re-rank",
        similarity,
        one.rows,
        other.rows,
        size,
      );
      take(table, one.first, other.first, other.rows.length / size, {
        nearest,
        least,
      });
      onProgress?.(++done, total);
      await new Promise((go) => setTimeout(go)); // let signals and timers through
    }
  }
  return { nearest, least };
}

/** Offers a block's similarities to the images of its rows and of its columns. */
function take(
  table: Float32Array | Float64Array,
  firstRow: number,
  firstColumn: number,
  width: number,
  { nearest, least }: NeighbourLists,
): void {
  const { count, values, offer } = nearest;
  const height = table.length / width;
  for (let row = 0; row < height; row++) {
    const image = firstRow + row;
    const start = firstRow === firstColumn ? row : 0;
    for (let column = start; column < width; column++) {
      const other = firstColumn + column;
      const value = table[row * width + column]!;
      if (value >= values[image * count + count - 1]!) {
        offer(image, other, value);
      }
      if (value < least[image]!) least[image] = value;
      if (other === image) continue;
      if (value >= values[other * count + count - 1]!) {
        offer(other, image, value);
      }
      if (value < least[other]!) least[other] = value;
    }
  }
}

function blocksOf(
  sets: readonly Float32Array[],
  size: number,
  block: number,
): { readonly first: number; readonly rows: Float32Array }[] {
  const blocks: { first: number; rows: Float32Array }[] = [];
  let first = 0;
  for (const set of sets) {
    for (let at = 0; at < set.length; at += block * size) {
      const rows = set.subarray(at, Math.min(at + block * size, set.length));
      blocks.push({ first, rows });
      first += rows.length / size;
    }
  }
  return blocks;
}
