import fc from "fast-check";
import { type Embeddings, embeddings } from "../../lib/eval/embeddings.ts";

/** An image with a direction in the plane instead of pixels. */
export interface Image {
  readonly x: number;
  readonly y: number;
  readonly person: number;
  readonly camera: number;
}

/** The embeddings of such images. */
export function of(images: readonly Image[]): Embeddings {
  return embeddings(
    images.flatMap(({ x, y }) => [x, y]),
    2,
    images.map(({ person }) => person),
    images.map(({ camera }) => camera),
  );
}

/** The protocol once more, slowly: sort everything, walk the list. */
export function oracle(query: Embeddings, gallery: Embeddings) {
  const dot = (q: number, g: number) =>
    query.rows[2 * q]! * gallery.rows[2 * g]! +
    query.rows[2 * q + 1]! * gallery.rows[2 * g + 1]!;
  return Array.from(query.person, (person, q) => {
    const counted = [...gallery.person.keys()].filter((g) =>
      gallery.person[g] !== -1 &&
      !(gallery.person[g] === person && gallery.camera[g] === query.camera[q])
    ).sort((a, b) => dot(q, b) - dot(q, a) || a - b);
    const hits = counted.map((g) => gallery.person[g] === person);
    const all = hits.filter(Boolean).length;
    let [mean, market, found, recall, precision, last] = [0, 0, 0, 0, 1, 0];
    hits.forEach((hit, i) => {
      if (hit) {
        mean += ++found / (i + 1) / all;
        last = i + 1;
      }
      const now = all === 0 ? 0 : found / all;
      market += (now - recall) * (precision + found / (i + 1)) / 2;
      [recall, precision] = [now, found / (i + 1)];
    });
    return {
      counted,
      averagePrecision: mean,
      marketAveragePrecision: market,
      firstHit: hits.indexOf(true) + 1,
      inp: all === 0 ? 0 : all / last,
      matches: all,
    };
  });
}

// Few directions, persons and cameras: ties, junk and distractors abound.
const direction = fc.integer({ min: -1, max: 1 });
const image = (least: number) =>
  fc.record({
    x: direction,
    y: direction,
    person: fc.integer({ min: least, max: 3 }),
    camera: fc.integer({ min: 1, max: 2 }),
  });
/** A random query set and gallery. */
export const search = fc.tuple(
  fc.array(image(1), { minLength: 1, maxLength: 6 }),
  fc.array(image(-1), { minLength: 1, maxLength: 25 }),
);
