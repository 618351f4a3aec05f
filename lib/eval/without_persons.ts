import type { Random } from "../random/mod.ts";
import type { Embeddings } from "./embeddings.ts";

/**
 * Leaves a share of the persons that both sets show out of the gallery, so
 * that their queries become impostors for {@linkcode openSet}.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param share Of the persons in both, what share is left out, rounded down but never none.
 * @param random Chooses them.
 * @returns The gallery's images that stay, by index, to hand on to {@linkcode subset}.
 * @throws {RangeError} If the share is not between 0 and 1, or fewer than two persons are in both.
 *
 * @example Half of two persons
 * ```ts
 * import { embeddings, withoutPersons } from "@spherereid/kit/eval";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const query = embeddings([1, 0, 0, 1], 2, [7, 8], [1, 1]);
 * const gallery = embeddings([1, 0, 0, 1, 1, 1], 2, [7, 8, 0], [2, 2, 2]);
 * const stay = withoutPersons(query, gallery, 0.5, random(1));
 * assertEquals(stay.length, 2);
 * ```
 */
export function withoutPersons(
  query: Pick<Embeddings, "person">,
  gallery: Pick<Embeddings, "person">,
  share: number,
  random: Pick<Random, "shuffle">,
): Int32Array {
  const asked = new Set(query.person);
  const both = [...new Set(gallery.person)]
    .filter((person) => asked.has(person)).sort((a, b) => a - b);
  if (!(share > 0 && share < 1) || both.length < 2) {
    throw new RangeError(
      `Cannot leave persons out of a gallery as there must be a share of them between 0 and 1, and at least two that query and gallery show: the share is ${share}, of ${both.length}`,
    );
  }
  const count = Math.max(1, Math.floor(share * both.length));
  const out = new Set(random.shuffle(both).slice(0, count));
  return Int32Array.from(
    [...gallery.person.keys()].filter((image) =>
      !out.has(gallery.person[image]!)
    ),
  );
}
