import type { Embeddings } from "./embeddings.ts";

/** How far from 1 the squared length of a row may be; half precision stays within. */
const TOLERANCE = 5e-3;

/** Throws unless rows, persons and cameras are as many as each other. */
export function checkSizes(act: string, what: string, set: Embeddings): void {
  const { rows, size, person, camera } = set;
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(
      `Cannot ${act} as the rows of the ${what} must have a size: current size is ${size}`,
    );
  }
  if (rows.length !== person.length * size || camera.length !== person.length) {
    throw new RangeError(
      `Cannot ${act} as the ${what} must have one person and one camera for each row: it has ${
        rows.length / size
      } rows of ${size}, ${person.length} persons and ${camera.length} cameras`,
    );
  }
}

/** Throws unless a query and a gallery can be compared. */
export function checkPair(
  act: string,
  query: Embeddings,
  gallery: Embeddings,
): void {
  for (const [what, set] of [["query", query], ["gallery", gallery]] as const) {
    if (set.person.length === 0) {
      throw new RangeError(
        `Cannot ${act} as the ${what} must have at least one image: it is empty`,
      );
    }
    checkSizes(act, what, set);
    checkUnit(act, what, set);
  }
  if (query.size !== gallery.size) {
    throw new RangeError(
      `Cannot ${act} as query and gallery must have rows of one size: current sizes are ${query.size} and ${gallery.size}`,
    );
  }
  const nobody = query.person.findIndex((person) => person < 1);
  if (nobody >= 0) {
    throw new RangeError(
      `Cannot ${act} as each query must show a person, numbered from 1: query ${nobody} has person ${
        query.person[nobody]
      }`,
    );
  }
}

function checkUnit(act: string, what: string, set: Embeddings): void {
  const { rows, size, person } = set;
  for (let row = 0; row < person.length; row++) {
    let squared = 0;
    for (let i = row * size; i < (row + 1) * size; i++) {
      squared += rows[i]! * rows[i]!;
    }
    if (squared !== 0 && !(Math.abs(squared - 1) < TOLERANCE)) {
      throw new RangeError(
        `Cannot ${act} as the rows of the ${what} must have length 1: row ${row} has length ${
          Math.sqrt(squared)
        }, pass the rows through embeddings()`,
      );
    }
  }
}
