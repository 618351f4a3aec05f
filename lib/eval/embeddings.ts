import { checkSizes } from "./check.ts";

/** Unit embeddings and what they show: what the evaluator sees of a model. */
export interface Embeddings {
  /** Rows of length 1 (a zero row stays zero), one after another. */
  readonly rows: Float32Array;
  /** The size of a row. */
  readonly size: number;
  /** The person on each image: from 1 up; 0 is a distractor, −1 is junk. */
  readonly person: Int32Array;
  /** The camera that took each image. */
  readonly camera: Int32Array;
}

/**
 * Makes embeddings of rows of any length: each is divided by its length, in
 * float64 on the host, so that engines cannot differ in it.
 *
 * @param rows Rows of any length, one after another; not changed.
 * @param size The size of a row.
 * @param person The person on each image.
 * @param camera The camera that took each image.
 * @returns The embeddings.
 * @throws {RangeError} If the sizes disagree or a number is not finite.
 *
 * @example A 3-4-5 row
 * ```ts
 * import { embeddings } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * const { rows } = embeddings([3, 4], 2, [1], [1]);
 * assertEquals(rows, new Float32Array([0.6, 0.8]));
 * ```
 */
export function embeddings(
  rows: ArrayLike<number>,
  size: number,
  person: ArrayLike<number>,
  camera: ArrayLike<number>,
): Embeddings {
  const made = {
    rows: new Float32Array(rows.length),
    size,
    person: Int32Array.from(person),
    camera: Int32Array.from(camera),
  };
  checkSizes("make embeddings", "embeddings", made);
  for (let row = 0; row < person.length; row++) {
    const start = row * size;
    let squared = 0;
    for (let i = start; i < start + size; i++) squared += rows[i]! * rows[i]!;
    if (!Number.isFinite(squared)) {
      throw new RangeError(
        `Cannot make embeddings as every number must be finite: row ${row} is not`,
      );
    }
    if (squared === 0) continue;
    const length = Math.sqrt(squared);
    for (let i = start; i < start + size; i++) made.rows[i] = rows[i]! / length;
  }
  return made;
}
