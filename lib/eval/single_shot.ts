import type { Random } from "../random/mod.ts";
import { checkPair } from "./check.ts";
import { countedOf } from "./counted.ts";
import type { Embeddings } from "./embeddings.ts";
import { queryRows } from "./query_rows.ts";
import type { RankOptions } from "./rank.ts";
import { rowRange } from "./row_range.ts";

/** The options of {@linkcode singleShot}. */
export interface SingleShotOptions extends RankOptions {
  /**
   * How often a gallery is drawn.
   *
   * @default {10}
   */
  readonly draws?: number;
  /**
   * Of what an image of each person is drawn: of the whole "gallery", the same
   * for all queries, as CUHK03's first protocol has it; or for each "query"
   * anew from what counts for it, as torchreid does for CUHK03.
   *
   * @default {"gallery"}
   */
  readonly sampling?: "gallery" | "query";
  /**
   * How many ranks the CMC curve has; no more than the gallery has images.
   *
   * @default {50}
   */
  readonly ranks?: number;
}

/** How well persons are found among one image of each. */
export interface SingleShot {
  /** The share of searches whose match is among the first k images, at index k − 1. */
  readonly cmc: Float64Array;
  /** The share of searches whose first image is right: `cmc[0]`. */
  readonly rank1: number;
  /** The mean of 1 over the place of the match; with one match this is mAP. */
  readonly map: number;
  /** Searches that count: a query in a draw. */
  readonly searches: number;
  /** Galleries drawn for each query. */
  readonly draws: number;
}

/**
 * Scores a search for the one image of a person: CUHK03's first protocol,
 * single-gallery-shot.
 *
 * In each draw the gallery keeps one image of each person, every one as
 * likely; junk is out, and distractors, who are nobody in particular, all
 * stay. What counts for a query, and ties, are as in {@linkcode rank}. With
 * "gallery", a draw in which the query's person is left with an image by the
 * query's own camera does not count for that query; with "query" each draw of
 * a query that has a match counts. The curve is the mean over all searches
 * that count. The mAP that torchreid prints beside such a curve is that of the
 * whole gallery, {@linkcode evaluate}'s. CUHK03's 20 splits of persons are the
 * caller's; what is done here is what each split asks.
 *
 * For each draw persons are gone through by rising number, and `random.int` is
 * asked once for each.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param random Draws the images.
 * @param options How often and of what is drawn, and those of {@linkcode rank}.
 * @returns The scores.
 * @throws {RangeError} If query or gallery is empty or malformed, or no search counts.
 *
 * @example The wrong person has one image more alike, and one less
 * ```ts
 * import { embeddings, singleShot } from "@spherereid/kit/eval";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const gallery = embeddings([1, 0, 1, 0.1, 0, 1], 2, [8, 7, 8], [2, 2, 2]);
 * const { cmc, searches } = await singleShot(query, gallery, random(1));
 * assertEquals([cmc[1], searches], [1, 10]);
 * ```
 */
export async function singleShot(
  query: Embeddings,
  gallery: Embeddings,
  random: Pick<Random, "int">,
  options: SingleShotOptions = {},
): Promise<SingleShot> {
  const { draws = 10, sampling = "gallery", ranks = 50 } = options;
  checkWhole("draws", draws);
  checkWhole("ranks", ranks);
  checkPair("draw a gallery", query, gallery);
  const counted = countedOf(gallery);
  const persons = [...new Set(gallery.person)].filter((one) => one > 0)
    .sort((a, b) => a - b);
  const distractors = counted.imagesOf(0);
  const draw = (imagesOf: (person: number) => readonly number[]) =>
    persons.flatMap((person) => {
      const images = imagesOf(person);
      return images.length === 0 ? [] : [images[random.int(images.length)]!];
    });
  const common = sampling === "query"
    ? []
    : Array.from({ length: draws }, () => draw(counted.imagesOf));

  const found = new Float64Array(Math.min(ranks, gallery.person.length));
  let [searches, inverse] = [0, 0];
  for await (const { index, row } of queryRows(query, gallery, options)) {
    rowRange(row); // refuses NaN
    const [person, camera] = [query.person[index]!, query.camera[index]!];
    const matches = counted.imagesOf(person)
      .filter((image) => gallery.camera[image] !== camera);
    if (matches.length === 0) continue;
    const own = (one: number) =>
      one === person ? matches : counted.imagesOf(one);
    for (let at = 0; at < draws; at++) {
      const drawn = common[at] ?? draw(own);
      const match = drawn.find((image) => gallery.person[image] === person);
      if (match === undefined || gallery.camera[match] === camera) continue;
      const place = 1 + before(row, drawn, match) +
        before(row, distractors, match);
      searches++;
      inverse += 1 / place;
      if (place <= found.length) found[place - 1]!++;
    }
  }
  if (searches === 0) {
    throw new RangeError(
      "Cannot draw a gallery as at least one query must have a match by another camera in a draw: none has, see evaluate() for why",
    );
  }
  let sum = 0;
  const cmc = found.map((count) => (sum += count) / searches);
  return { cmc, rank1: cmc[0]!, map: inverse / searches, searches, draws };
}

/** How many of some images come before a match. */
function before(
  row: Float32Array | Float64Array,
  images: readonly number[],
  match: number,
): number {
  const value = row[match]!;
  let count = 0;
  for (const image of images) {
    const other = row[image]!;
    if (other > value || (other === value && image < match)) count++;
  }
  return count;
}

function checkWhole(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(
      `Cannot draw a gallery as ${name} must be a whole number from 1 up: current ${name} is ${value}`,
    );
  }
}
