import type { Embeddings } from "../../lib/eval/mod.ts";
import { spread } from "../_kit/formula.ts";

/** Queries, gallery images and numbers of a vector. */
export interface ReRankSize {
  readonly queries: number;
  readonly gallery: number;
  readonly embed: number;
}

/** Images of a person, about as many as Market-1501's and MSMT17's test sets have. */
const A_PERSON = 25;
/** How far from a person's direction an image may be, beside the direction's own numbers. */
const WIDTH = 0.8;
/** Images whose numbers are made at a time. */
const BLOCK = 1024;

/**
 * Unit rows about the directions of some persons: a query set and a gallery.
 * numpy_rerank.py makes the same. No copy of the rows is made, so that the most
 * memory seen is re-ranking's own.
 */
export function setsOf(
  { queries, gallery, embed }: ReRankSize,
): { readonly query: Embeddings; readonly gallery: Embeddings } {
  const persons = Math.ceil((queries + gallery) / A_PERSON);
  const centres = Float32Array.from(spread("centres", persons * embed));
  const setOf = (name: string, images: number): Embeddings => {
    const rows = new Float32Array(images * embed);
    const person = Int32Array.from(
      { length: images },
      (_, image) => image % persons + 1,
    );
    for (let first = 0; first < images; first += BLOCK) {
      const count = Math.min(BLOCK, images - first);
      const noise = spread(`${name} ${first}`, count * embed);
      for (let at = 0; at < count; at++) {
        const row = noise.subarray(at * embed, (at + 1) * embed);
        const centre = (person[first + at]! - 1) * embed;
        let squared = 0;
        for (let i = 0; i < embed; i++) {
          row[i] = centres[centre + i]! + WIDTH * row[i]!;
          squared += row[i]! ** 2;
        }
        const length = Math.sqrt(squared);
        for (let i = 0; i < embed; i++) {
          rows[(first + at) * embed + i] = row[i]! / length;
        }
      }
    }
    const camera = Int32Array.from(person, (_, image) => image % 6 + 1);
    return { rows, size: embed, person, camera };
  };
  return { query: setOf("query", queries), gallery: setOf("gallery", gallery) };
}
