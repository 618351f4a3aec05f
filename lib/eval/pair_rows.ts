import { checkPair } from "./check.ts";
import { type Counted, countedOf } from "./counted.ts";
import type { Embeddings } from "./embeddings.ts";
import { queryRows } from "./query_rows.ts";
import type { RankOptions } from "./rank.ts";
import { rowRange } from "./row_range.ts";

/** A query with all that counts for it, as a ranking has it. */
export interface PairRow {
  /** Which query. */
  readonly index: number;
  /** The person it shows. */
  readonly person: number;
  /** Its similarities to the whole gallery, none of them NaN. */
  readonly row: Float32Array | Float64Array;
  /** The images that show its person by another camera. */
  readonly same: readonly number[];
  /** How many images in the gallery show another person, or none. */
  readonly different: number;
  /** Where images lie that may show another person: stretches without junk. */
  readonly stretches: Int32Array;
}

/** Query after query with the pairs that count. */
export async function* pairRows(
  act: string,
  query: Embeddings,
  gallery: Embeddings,
  options: RankOptions,
): AsyncGenerator<PairRow> {
  checkPair(act, query, gallery);
  const counted: Counted = countedOf(gallery);
  const { stretches } = counted;
  let images = 0;
  for (let at = 0; at < stretches.length; at += 2) {
    images += stretches[at + 1]! - stretches[at]!;
  }
  for await (const { index, row } of queryRows(query, gallery, options)) {
    rowRange(row); // refuses NaN
    const person = query.person[index]!;
    const own = counted.imagesOf(person);
    const camera = query.camera[index]!;
    yield {
      index,
      person,
      row,
      same: own.filter((image) => gallery.camera[image] !== camera),
      different: images - own.length,
      stretches,
    };
  }
}

/** Hands over each similarity of a query to an image of another person. */
export function eachDifferent(
  { row, person, stretches }: PairRow,
  persons: Int32Array,
  take: (similarity: number, image: number) => void,
): void {
  for (let at = 0; at < stretches.length; at += 2) {
    const end = stretches[at + 1]!;
    for (let image = stretches[at]!; image < end; image++) {
      if (persons[image] !== person) take(row[image]!, image);
    }
  }
}
