import * as tf from "@tensorflow/tfjs";
import type { Embeddings, SimilarityRows } from "../eval/mod.ts";

/** The options of {@linkcode engineRows}. */
export interface EngineRowsOptions {
  /**
   * Bytes of a gallery that the engine holds at most; a larger one goes to it
   * in blocks of a thirty-second of that, anew for each block of queries.
   *
   * @default {2 ** 30}
   */
  readonly held?: number;
}

/** Similarities by the engine in use, and what frees the gallery that it holds. */
export interface EngineRows {
  /** The similarities of queries to the whole gallery. */
  readonly rows: SimilarityRows;
  /** Frees the gallery's tensor; the rows end with it. */
  dispose(): void;
}

/**
 * Cosines of unit rows as the engine's matrix product.
 *
 * The gallery goes to the engine once if it is small enough; Market-1501's has
 * 78 MiB at 1,024 numbers. Sums are the engine's own, in float32: equal
 * rows give equal numbers, other engines other last digits.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options How much the engine may hold.
 * @returns The rows, for `rank`, `evaluate` and `verify`; dispose of them.
 *
 * @example Two queries, three images
 * ```ts
 * import { useEngine } from "@spherereid/kit/engine";
 * import { embeddings } from "@spherereid/kit/eval";
 * import { engineRows } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * await useEngine("wasm");
 * const query = embeddings([1, 0, 0, 1], 2, [7, 8], [1, 1]);
 * const gallery = embeddings([1, 0, 0, 1, 0, -1], 2, [7, 8, 9], [2, 2, 2]);
 * const { rows, dispose } = engineRows(query, gallery);
 * assertEquals([...await rows(1, 2)], [0, 1, -1]);
 * dispose();
 * ```
 */
export function engineRows(
  query: Embeddings,
  gallery: Embeddings,
  options: EngineRowsOptions = {},
): EngineRows {
  const { held: bytes = 2 ** 30 } = options;
  const { size } = gallery;
  const images = gallery.person.length;
  const most = Math.floor(bytes / (4 * size));
  const wide = Math.max(1, most >> 5);
  const held = images <= most
    ? tf.tensor2d(gallery.rows, [images, size])
    : undefined;
  let room = new Float32Array(0);
  return {
    async rows(first, end) {
      const own = tf.tensor2d(
        query.rows.subarray(first * size, end * size),
        [end - first, size],
      );
      try {
        if (held) return await product(own, held);
        const cells = (end - first) * images;
        if (room.length < cells) room = new Float32Array(cells);
        const table = room.subarray(0, cells);
        for (let from = 0; from < images; from += wide) {
          const to = Math.min(from + wide, images);
          const block = tf.tensor2d(
            gallery.rows.subarray(from * size, to * size),
            [to - from, size],
          );
          try {
            const part = await product(own, block);
            place(part, table, from, to - from, images);
          } finally {
            block.dispose();
          }
        }
        return table;
      } finally {
        own.dispose();
      }
    },
    dispose: () => held?.dispose(),
  };
}

async function product(
  query: tf.Tensor2D,
  gallery: tf.Tensor2D,
): Promise<Float32Array> {
  const table = tf.matMul(query, gallery, false, true);
  try {
    return await table.data() as Float32Array;
  } finally {
    table.dispose();
  }
}

/** Puts a block of columns where it belongs. */
function place(
  part: Float32Array,
  table: Float32Array,
  column: number,
  wide: number,
  columns: number,
): void {
  for (let row = 0; row * wide < part.length; row++) {
    table.set(
      part.subarray(row * wide, (row + 1) * wide),
      row * columns + column,
    );
  }
}
