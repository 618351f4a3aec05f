import type { Embeddings } from "../../lib/eval/mod.ts";

/** What is ranked: similarities that are given, or vectors of a size. */
export interface RankingSize {
  /** Queries. */
  readonly queries: number;
  /** Gallery images; none is junk, one in seven a distractor. */
  readonly gallery: number;
  /** Numbers of a vector; 0 if similarities are given. */
  readonly embed: number;
  /**
   * How much more alike images of one person are: added to similarities that
   * are spread evenly from 0 to 0.5, or the share of a person in a vector.
   */
  readonly apart: number;
}

/**
 * A number from 0 to 1 by a counter, of 24 bits: the same here and in NumPy,
 * which has no generator in common with us (numpy_ranking.py).
 */
export function drawn(counter: number): number {
  let bits = counter | 0; // murmur3's finaliser
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 8) / 2 ** 24;
}

/** Persons, of whom a query set shows each by up to six cameras. */
function personsOf(size: RankingSize): number {
  return Math.max(2, Math.round(size.queries / 4.5));
}

function queryPerson(size: RankingSize, query: number): number {
  return query % personsOf(size) + 1;
}

function galleryPerson(size: RankingSize, image: number): number {
  return image % 7 === 0 ? 0 : image % personsOf(size) + 1;
}

/** Both sets; their rows are of one number, 0, where similarities are given. */
export function setsOf(
  size: RankingSize,
): { query: Embeddings; gallery: Embeddings } {
  const persons = personsOf(size);
  const query = Int32Array.from(
    { length: size.queries },
    (_, at) => queryPerson(size, at),
  );
  const gallery = Int32Array.from(
    { length: size.gallery },
    (_, at) => galleryPerson(size, at),
  );
  const shot = query.map((_, at) => Math.floor(at / persons) % 6 + 1);
  const seen = gallery.map((_, at) => Math.floor(drawn(at) * 6) + 1);
  return {
    query: embedded(size, query, shot, 0),
    gallery: embedded(size, gallery, seen, size.queries),
  };
}

/** Vectors of noise with something of each person, one image after another from a number on. */
function embedded(
  { embed, apart }: RankingSize,
  person: Int32Array,
  camera: Int32Array,
  first: number,
): Embeddings {
  const size = Math.max(1, embed);
  const rows = new Float32Array(person.length * size);
  for (let image = 0; image < person.length * +(embed > 0); image++) {
    const own = (first + image + 2 ** 20) * embed;
    const shared = person[image]! * embed;
    let squared = 0;
    for (let at = 0; at < embed; at++) {
      const common = person[image] === 0 ? 0 : drawn(shared + at) - 0.5;
      const value = apart * common + drawn(own + at) - 0.5;
      rows[image * size + at] = value;
      squared += value * value;
    }
    const row = rows.subarray(image * size, (image + 1) * size);
    const length = Math.sqrt(squared); // in place: a copy of a large gallery would not fit
    for (let at = 0; at < embed; at++) row[at] = row[at]! / length;
  }
  return { rows, size, person, camera };
}

/** The similarities, query by gallery, as exact float32 numbers. */
export function tableOf(size: RankingSize): Float32Array {
  const { queries, gallery, apart } = size;
  const table = new Float32Array(queries * gallery);
  for (let query = 0, cell = 0; query < queries; query++) {
    const person = queryPerson(size, query);
    for (let image = 0; image < gallery; image++, cell++) {
      const same = galleryPerson(size, image) === person;
      table[cell] = drawn(cell) / 2 + (same ? apart : 0);
    }
  }
  return table;
}
