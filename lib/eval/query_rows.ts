import type { Embeddings } from "./embeddings.ts";
import type { RankOptions } from "./rank.ts";
import { dotProducts } from "./similarity.ts";
import { similarityRows } from "./similarity_rows.ts";

/** A query's similarities to the whole gallery. */
export interface QueryRow {
  /** Which query. */
  readonly index: number;
  /** Its similarities; another query's may stand there once the next is asked for. */
  readonly row: Float32Array | Float64Array;
}

/** The most similarities held at a time: 256 MiB in float32. */
const MOST = 2 ** 26;
/** Milliseconds after which signals and timers are let through. */
const PAUSE = 50;

/** Each query with its similarities, in order; they are made block of queries by block. */
export async function* queryRows(
  query: Embeddings,
  gallery: Embeddings,
  options: RankOptions,
): AsyncGenerator<QueryRow> {
  const { similarity = dotProducts, queryBlock = 256, galleryBlock = 4096 } =
    options;
  checkBlock("queryBlock", queryBlock);
  checkBlock("galleryBlock", galleryBlock);
  const rows = options.rows ??
    similarityRows(query, gallery, similarity, { galleryBlock });
  const queries = query.person.length;
  const images = gallery.person.length;
  const height = Math.max(1, Math.min(queryBlock, Math.floor(MOST / images)));
  let paused = performance.now();
  for (let first = 0; first < queries; first += height) {
    const end = Math.min(first + height, queries);
    const table = await rows(first, end);
    if (table.length !== (end - first) * images) {
      throw new RangeError(
        `Cannot rank as the rows must have ${
          end - first
        } x ${images} numbers: they have ${table.length}`,
      );
    }
    for (let index = first; index < end; index++) {
      const start = (index - first) * images;
      yield { index, row: table.subarray(start, start + images) };
    }
    if (end === queries || performance.now() - paused < PAUSE) continue;
    await new Promise((done) => setTimeout(done));
    paused = performance.now();
  }
}

function checkBlock(name: string, size: number): void {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(
      `Cannot rank as ${name} must be a whole number from 1 up: current ${name} is ${size}`,
    );
  }
}
