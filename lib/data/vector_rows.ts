import type { ListedPicture } from "./list_pictures.ts";

/** Pictures with a row of numbers each. */
export interface VectorRows {
  /** The pictures. */
  readonly pictures: readonly ListedPicture[];
  /** Their rows, one after another. */
  readonly rows: Float32Array;
  /** The size of a row. */
  readonly size: number;
}

/** Pictures whose text is made at a time: some megabytes. */
const BLOCK = 256;

/**
 * Vectors as JSON Lines: a picture a line, as the points of a vector database
 * have it, Qdrant's for one.
 *
 *     {"id":0,"vector":[0.75,0.5],"payload":{"path":"0007_c2.png","person":7,"camera":2}}
 *
 * The id is the picture's place, from 0; person and camera are null where they
 * are not known. Numbers have the 9 digits that tell every float32 from the next.
 *
 * @param vectors The pictures and their rows.
 * @returns The file in pieces, made one by one.
 * @throws {RangeError} If there is not a row for each picture, or a number is not finite.
 *
 * @example One picture
 * ```ts
 * import { encodeJsonLines } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const pictures = [{ path: "a.jpg", person: 7, camera: null }];
 * const [piece] = encodeJsonLines({ pictures, rows: Float32Array.of(0.75, 0.5), size: 2 });
 * assertEquals(JSON.parse(new TextDecoder().decode(piece)), {
 *   id: 0,
 *   vector: [0.75, 0.5],
 *   payload: { path: "a.jpg", person: 7, camera: null },
 * });
 * ```
 */
export function encodeJsonLines(vectors: VectorRows): Generator<Uint8Array> {
  check(vectors);
  return pieces(
    vectors,
    (id, { path, person, camera }, row) =>
      `{"id":${id},"vector":[${row}],"payload":${
        JSON.stringify({ path, person, camera })
      }}\n`,
  );
}

/**
 * Vectors in the text format of PostgreSQL's COPY, for its extension pgvector:
 * a picture a line, with tabs between its place, path, person, camera and
 * vector, and \N for what is not known. With psql, for rows of 1,024:
 *
 *     CREATE TABLE picture (id bigint PRIMARY KEY, path text, person integer, camera integer, embedding vector(1024));
 *     \copy picture FROM 'vectors.tsv'
 *
 * @param vectors The pictures and their rows.
 * @returns The file in pieces, made one by one.
 * @throws {RangeError} If there is not a row for each picture, or a number is not finite.
 *
 * @example One picture
 * ```ts
 * import { encodePgvector } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const pictures = [{ path: "a.jpg", person: 7, camera: null }];
 * const [piece] = encodePgvector({ pictures, rows: Float32Array.of(0, 1), size: 2 });
 * assertEquals(new TextDecoder().decode(piece), "0\ta.jpg\t7\t\\N\t[0,1]\n");
 * ```
 */
export function encodePgvector(vectors: VectorRows): Generator<Uint8Array> {
  check(vectors);
  return pieces(
    vectors,
    (id, { path, person, camera }, row) =>
      [id, escaped(path), person ?? "\\N", camera ?? "\\N", `[${row}]`]
        .join("\t") + "\n",
  );
}

/** Letters that COPY's text format writes otherwise. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
};

function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (letter) => ESCAPES[letter]!);
}

function check({ pictures, rows, size }: VectorRows): void {
  if (rows.length !== pictures.length * size) {
    throw new RangeError(
      `Cannot write vectors as each picture must have a row of ${size} numbers: there are ${pictures.length} pictures and ${rows.length} numbers`,
    );
  }
  const bad = rows.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new RangeError(
    `Cannot write the vector of "${
      pictures[Math.floor(bad / size)]!.path
    }" as every number must be finite: number ${bad % size} is ${rows[bad]}`,
  );
}

/** A line for each picture, some lines a piece. */
function* pieces(
  { pictures, rows, size }: VectorRows,
  line: (id: number, picture: ListedPicture, row: string) => string,
): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let first = 0; first < pictures.length; first += BLOCK) {
    const lines = pictures.slice(first, first + BLOCK).map((picture, at) => {
      const id = first + at;
      const row = rows.subarray(id * size, (id + 1) * size);
      const numbers = Array.from(row, (value) => Number(value.toPrecision(9)));
      return line(id, picture, numbers.join(","));
    });
    yield encoder.encode(lines.join(""));
  }
}
