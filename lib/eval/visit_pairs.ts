import { checkPair } from "./check.ts";
import type { Embeddings } from "./embeddings.ts";
import { dotProducts, type Similarity } from "./similarity.ts";

/** What all that look at each pair of a query and a gallery image let one choose. */
export interface PairOptions {
  /**
   * How alike query and gallery rows are: cosines, −1 to 1.
   *
   * @default {dotProducts}
   */
  readonly similarity?: Similarity;
}

/** Queries and gallery images compared at a time. */
const [TALL, WIDE] = [64, 4096];

/** Calls `visit` with each pair that counts: no junk, and not one person by one camera. */
export async function visitPairs(
  act: string,
  query: Embeddings,
  gallery: Embeddings,
  { similarity = dotProducts }: PairOptions,
  visit: (
    query: number,
    image: number,
    similarity: number,
    right: boolean,
  ) => void,
): Promise<void> {
  checkPair(act, query, gallery);
  const { size } = query;
  const [queries, images] = [query.person.length, gallery.person.length];
  for (let top = 0; top < queries; top += TALL) {
    const rows = query.rows.subarray(top * size, (top + TALL) * size);
    for (let left = 0; left < images; left += WIDE) {
      const columns = gallery.rows.subarray(left * size, (left + WIDE) * size);
      const table = await similarity(rows, columns, size);
      const [tall, wide] = [rows.length / size, columns.length / size];
      if (table.length !== tall * wide) {
        throw new RangeError(
          `Cannot ${act} as the similarity must give ${tall} x ${wide} numbers: it gave ${table.length}`,
        );
      }
      for (let cell = 0; cell < table.length; cell++) {
        const one = top + Math.floor(cell / wide);
        const image = left + cell % wide;
        const shown = gallery.person[image]!;
        const same = shown === query.person[one];
        if (shown === -1) continue;
        if (same && gallery.camera[image] === query.camera[one]) continue;
        if (Number.isNaN(table[cell])) {
          throw new RangeError(
            `Cannot ${act} as no similarity must be NaN: that of query ${one} and image ${image} is`,
          );
        }
        visit(one, image, table[cell]!, same);
      }
    }
    await new Promise((done) => setTimeout(done)); // let signals and timers through
  }
}
