import { type Embeddings, embeddings } from "../../lib/eval/embeddings.ts";
import { spread } from "../_kit/formula.ts";

/** Rows about the directions of some persons, several of each; every one from `name`, an index and nothing else. */
export function clusters(
  name: string,
  images: number,
  { size = 16, persons = 20, width = 0.8 } = {},
): Embeddings {
  const centres = spread("centres", persons * size);
  const noise = spread(name, images * size);
  const person = Array.from({ length: images }, (_, i) => i * 7 % persons + 1);
  return embeddings(
    noise.map((value, at) => {
      const centre = (person[Math.floor(at / size)]! - 1) * size + at % size;
      return centres[centre]! + width * value;
    }),
    size,
    person,
    person.map((_, i) => i % 3 + 1),
  );
}
