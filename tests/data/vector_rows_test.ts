import { assertEquals, assertThrows } from "@std/assert";
import {
  encodeJsonLines,
  encodePgvector,
  type ListedPicture,
  type VectorRows,
} from "../../lib/data/mod.ts";
import { spread } from "../_kit/formula.ts";

const SIZE = 3;

/** So many pictures with rows that need all their digits. */
function vectorsOf(count: number): VectorRows {
  const pictures = Array.from({ length: count }, (_, at): ListedPicture => ({
    path: `gallery/${at}.jpg`,
    person: at % 2 === 0 ? at : null,
    camera: at % 3 === 0 ? 1 : null,
  }));
  const rows = Float32Array.from(
    spread("rows", count * SIZE),
    (value) => value ** 9,
  );
  rows.set([0, -1, 1e-30]);
  return { pictures, rows, size: SIZE };
}

function textOf(pieces: Iterable<Uint8Array>): string {
  return Array.from(pieces, (one) => new TextDecoder().decode(one)).join("");
}

Deno.test("encodeJsonLines() gives every picture a line that reads back bit for bit", () => {
  const { pictures, rows, size } = vectorsOf(600);
  const pieces = [...encodeJsonLines({ pictures, rows, size })];
  assertEquals(pieces.length, 3); // a large file is not made at once
  const lines = textOf(pieces).split("\n");
  assertEquals(lines.pop(), "");
  const points = lines.map((line) => JSON.parse(line));
  assertEquals(points.map(({ id }) => id), [...pictures.keys()]);
  assertEquals(points.map(({ payload }) => payload), [...pictures]);
  assertEquals(Float32Array.from(points.flatMap(({ vector }) => vector)), rows);
});

Deno.test("encodePgvector() gives every picture a line of COPY's that reads back bit for bit", () => {
  const { pictures, rows, size } = vectorsOf(600);
  const lines = textOf(encodePgvector({ pictures, rows, size })).split("\n");
  assertEquals(lines.pop(), "");
  const fields = lines.map((line) => line.split("\t"));
  const known = (text: string | undefined) =>
    text === "\\N" ? null : Number(text);
  assertEquals(
    fields.map(([, path, person, camera]) => ({
      path,
      person: known(person),
      camera: known(camera),
    })),
    [...pictures] as ReturnType<typeof JSON.parse>,
  );
  const vectors = fields.flatMap(([, , , , vector]) => JSON.parse(vector!));
  assertEquals(Float32Array.from(vectors), rows);
});

Deno.test("both formats keep strange names whole", () => {
  const path = 'a\\b\t"c"\nd\re é.jpg';
  const pictures = [{ path, person: null, camera: null }];
  const one = { pictures, rows: Float32Array.of(1), size: 1 };
  assertEquals(JSON.parse(textOf(encodeJsonLines(one))).payload.path, path);
  assertEquals(
    textOf(encodePgvector(one)),
    '0\ta\\\\b\\t"c"\\nd\\re é.jpg\t\\N\t\\N\t[1]\n',
  );
});

Deno.test("both formats refuse rows that are not, before a piece is made", () => {
  const { pictures, rows, size } = vectorsOf(4);
  for (const encode of [encodeJsonLines, encodePgvector]) {
    assertThrows(
      () => encode({ pictures, rows: rows.subarray(1), size }),
      RangeError,
      "Cannot write vectors as each picture must have a row of 3 numbers: there are 4 pictures and 11 numbers",
    );
    const bad = rows.slice();
    bad[7] = NaN;
    assertThrows(
      () => encode({ pictures, rows: bad, size }),
      RangeError,
      'Cannot write the vector of "gallery/2.jpg" as every number must be finite: number 1 is NaN',
    );
  }
});
