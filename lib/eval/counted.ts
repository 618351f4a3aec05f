import type { Embeddings } from "./embeddings.ts";

/** What of a gallery counts, looked up once for all queries. */
export interface Counted {
  /** The images of a person, by rising index. */
  readonly imagesOf: (person: number) => readonly number[];
  /** Begin and end of each stretch of the gallery without junk, in turn. */
  readonly stretches: Int32Array;
}

/** Looks a gallery through: who is where, and where junk (person −1) lies. */
export function countedOf(gallery: Pick<Embeddings, "person">): Counted {
  const { person } = gallery;
  const byPerson = new Map<number, number[]>();
  const ends: number[] = [];
  for (let image = 0; image < person.length; image++) {
    const shown = person[image]!;
    const list = byPerson.get(shown);
    if (list) list.push(image);
    else byPerson.set(shown, [image]);
    if (shown === -1) continue;
    if (ends.at(-1) === image) ends[ends.length - 1] = image + 1;
    else ends.push(image, image + 1);
  }
  return {
    imagesOf: (person) => byPerson.get(person) ?? [],
    stretches: Int32Array.from(ends),
  };
}
