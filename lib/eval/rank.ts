import { checkPair } from "./check.ts";
import type { Embeddings } from "./embeddings.ts";
import { dotProducts, type Similarity } from "./similarity.ts";

/** The options of {@linkcode rank}. */
export interface RankOptions {
  /**
   * How alike query and gallery rows are.
   *
   * @default {dotProducts}
   */
  readonly similarity?: Similarity;
  /**
   * The largest number of queries compared at a time; fewer where the gallery
   * is so large that a block would pass 2²⁴ similarities.
   *
   * @default {64}
   */
  readonly queryBlock?: number;
  /**
   * The largest number of gallery rows given to `similarity` at a time.
   *
   * @default {4096}
   */
  readonly galleryBlock?: number;
}

/** The most similarities held at a time: 128 MiB. */
const MOST = 2 ** 24;

/**
 * The places of each query's matches in its ranked gallery.
 *
 * Of the gallery, junk (person −1) and images of the same person by the same
 * camera are left out; distractors (person 0) stay, as wrong answers. The rest
 * is ordered by falling similarity, ties by index. Nothing is sorted: the
 * images before each match are counted, block by block, so that the table of
 * all similarities is never held.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options The similarity and the sizes of blocks.
 * @returns Query after query, the places of its matches, from 1, rising; empty if it has none.
 * @throws {RangeError} If query or gallery is empty or malformed, or a similarity is NaN.
 *
 * @example The match comes second
 * ```ts
 * import { embeddings, rank } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([1, 0, 1, 0.1, 0, 1], 2, [8, 7, 9], [2, 2, 2]);
 * const places = await Array.fromAsync(rank(query, gallery));
 * assertEquals(places, [Int32Array.of(2)]);
 * ```
 */
export async function* rank(
  query: Embeddings,
  gallery: Embeddings,
  options: RankOptions = {},
): AsyncGenerator<Int32Array> {
  const { similarity = dotProducts, queryBlock = 64, galleryBlock = 4096 } =
    options;
  checkPair("rank", query, gallery);
  checkBlock("queryBlock", queryBlock);
  checkBlock("galleryBlock", galleryBlock);
  const images = gallery.person.length;
  const height = Math.max(1, Math.min(queryBlock, Math.floor(MOST / images)));
  const byPerson = indicesByPerson(gallery.person);
  for (let first = 0; first < query.person.length; first += height) {
    const end = Math.min(first + height, query.person.length);
    const table = await compare(
      query.rows.subarray(first * query.size, end * query.size),
      gallery,
      similarity,
      galleryBlock,
    );
    for (let index = first; index < end; index++) {
      const row = (index - first) * images;
      const person = query.person[index]!;
      yield places(
        table.subarray(row, row + images),
        gallery.person,
        person,
        (byPerson.get(person) ?? []).filter((image) =>
          gallery.camera[image] !== query.camera[index]
        ),
      );
    }
    await new Promise((done) => setTimeout(done)); // let signals and timers through
  }
}

/** The similarities of some queries to the whole gallery. */
async function compare(
  rows: Float32Array,
  gallery: Embeddings,
  similarity: Similarity,
  width: number,
): Promise<Float64Array> {
  const { size } = gallery;
  const images = gallery.person.length;
  const queries = rows.length / size;
  const table = new Float64Array(queries * images);
  for (let first = 0; first < images; first += width) {
    const end = Math.min(first + width, images);
    const block = await similarity(
      rows,
      gallery.rows.subarray(first * size, end * size),
      size,
    );
    const wide = end - first;
    if (block.length !== queries * wide) {
      throw new RangeError(
        `Cannot rank as the similarity must give ${queries} x ${wide} numbers: it gave ${block.length}`,
      );
    }
    for (let cell = 0; cell < block.length; cell++) {
      if (Number.isNaN(block[cell])) {
        throw new RangeError(
          "Cannot rank as no similarity must be NaN: at least one is",
        );
      }
    }
    for (let query = 0; query < queries; query++) {
      table.set(
        block.subarray(query * wide, (query + 1) * wide),
        query * images + first,
      );
    }
  }
  return table;
}

/** The places of the matches, counting from 1. */
function places(
  similarity: Float64Array,
  persons: Int32Array,
  person: number,
  matches: number[],
): Int32Array {
  const before = (a: number, b: number) =>
    similarity[a]! > similarity[b]! ||
    (similarity[a]! === similarity[b]! && a < b);
  matches.sort((a, b) => before(a, b) ? -1 : 1);
  const last = matches.at(-1);
  if (last === undefined) return new Int32Array(0);
  const least = similarity[last]!;
  // wrong[k]: wrong answers that come before match k but after match k - 1.
  const wrong = new Int32Array(matches.length);
  for (let image = 0; image < persons.length; image++) {
    if (similarity[image]! < least) continue;
    const shown = persons[image]!;
    if (shown === person || shown === -1 || !before(image, last)) continue;
    let [low, high] = [0, matches.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(image, matches[middle]!)) high = middle;
      else low = middle + 1;
    }
    wrong[low]!++;
  }
  let passed = 0;
  return wrong.map((count, match) => (passed += count) + match + 1);
}

function indicesByPerson(person: Int32Array): Map<number, number[]> {
  const indices = new Map<number, number[]>();
  person.forEach((shown, index) => {
    const list = indices.get(shown);
    if (list) list.push(index);
    else indices.set(shown, [index]);
  });
  return indices;
}

function checkBlock(name: string, size: number): void {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(
      `Cannot rank as ${name} must be a whole number from 1 up: current ${name} is ${size}`,
    );
  }
}
