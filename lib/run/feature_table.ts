import type { NamedArray } from "../weights/mod.ts";
import type { Sources } from "./find_features.ts";

/** An array, and where it is from. */
export interface Source {
  /** What an error begins with. */
  readonly act: string;
  readonly array: NamedArray;
}

/** Rows, persons and cameras of some images; all of one, one by one. */
export interface Table {
  readonly given: Float32Array;
  readonly size: number;
  readonly person: Int32Array;
  readonly camera: Int32Array;
}

/**
 * Reads what was found.
 *
 * @param sources The arrays; without cameras all have camera 0.
 * @param personsFrom The number of the first person.
 */
export async function readTable(
  { features, persons, cameras }: Sources,
  personsFrom: 0 | 1,
): Promise<Table> {
  const { given, size } = await rowsOf(features);
  const count = given.length / size;
  const person = await labelsOf(persons, count);
  return {
    given,
    size,
    person: personsFrom === 1
      ? person
      : person.map((one) => one < 0 ? one : one + 1),
    camera: cameras === undefined
      ? new Int32Array(count)
      : await labelsOf(cameras, count),
  };
}

/** The first rows as queries, the others as gallery. */
export function split(
  act: string,
  { given, size, person, camera }: Table,
  queries: number,
): [Table, Table] {
  if (
    !Number.isInteger(queries) || queries < 1 || queries >= person.length
  ) {
    throw new RangeError(
      `${act} as queries must be a whole number from 1 to ${
        person.length - 1
      }, so that the gallery has rows too: current queries is ${queries}`,
    );
  }
  const part = (from: number, to: number): Table => ({
    given: given.subarray(from * size, to * size),
    size,
    person: person.subarray(from, to),
    camera: camera.subarray(from, to),
  });
  return [part(0, queries), part(queries, person.length)];
}

/** Throws unless tables have rows of one size, and each query shows a person. */
export function checkTables(
  act: string,
  query: Table,
  gallery: Table,
  multi: Table | undefined,
): void {
  for (const [name, one] of [["gallery", gallery], ["multi", multi]] as const) {
    if (one !== undefined && one.size !== query.size) {
      throw new RangeError(
        `${act} as rows must have one size: the query's have ${query.size} numbers, the ${name}'s ${one.size}`,
      );
    }
  }
  const nobody = query.person.findIndex((person) => person < 1);
  if (nobody < 0) return;
  const person = query.person[nobody];
  throw new RangeError(
    `${act} as each query must show a person, numbered from 1: query ${nobody}, counted from 0, has ${person}, ${
      person === 0
        ? "pass personsFrom 0 (--persons-from 0) if the first person is number 0"
        : "leave it out"
    }`,
  );
}

/** Reads rows of numbers, every one of them finite; a row that is not is named. */
async function rowsOf(
  { act, array: { name, shape, read } }: Source,
): Promise<{ given: Float32Array; size: number }> {
  const [count, size] = shape;
  const isTable = shape.length >= 2 &&
    shape.slice(2).every((side) => side === 1) && count! > 0 && size! > 0;
  if (!isTable) {
    throw new RangeError(
      `${act} as "${name}" must have a row for each image: its shape is [${shape}]`,
    );
  }
  const values = await read();
  const given = values instanceof Float32Array
    ? values
    : Float32Array.from(values);
  for (let at = 0; at < given.length; at++) {
    if (Number.isFinite(given[at])) continue;
    throw new RangeError(
      `${act} as "${name}" must have finite numbers of 32 bits: row ${
        Math.floor(at / size!)
      }, counted from 0, has ${values[at]} as number ${at % size!}`,
    );
  }
  return { given, size: size! };
}

/** Reads as many whole numbers of 32 bits as there are images. */
async function labelsOf(
  { act, array: { name, shape, listed, read } }: Source,
  count: number,
): Promise<Int32Array> {
  const long = shape.filter((size) => size !== 1);
  const held = shape.reduce((product, size) => product * size, 1);
  if (held !== count || !(long.length <= 1 || listed)) {
    throw new RangeError(
      `${act} as "${name}" must have a number for each of ${count} rows: its shape is [${shape}]`,
    );
  }
  const values = await read();
  const labels = Int32Array.from(values);
  const bad = labels.findIndex((label, at) => label !== values[at]);
  if (bad >= 0) {
    throw new RangeError(
      `${act} as "${name}" must have whole numbers of 32 bits: number ${bad}, counted from 0, is ${
        values[bad]
      }`,
    );
  }
  return labels;
}
