import { assert, assertEquals } from "@std/assert";
import { type MatArray, matOf, packed, words } from "../../_kit/mat_file.ts";
import { bytesOf } from "../../_kit/torch_file.ts";
import { fault, featurePath, opened } from "./opened.ts";

/** Rows 1 2 3 and 4 5 6, by columns. */
const TABLE: MatArray = {
  name: "table",
  type: 6,
  shape: [2, 3],
  values: Int16Array.of(1, 4, 2, 5, 3, 6),
};
const HEADER = 128;

Deno.test("openArrays() reads MATLAB's columns as rows, of either byte order, packed or not", async () => {
  const shared = { name: "f", type: 7, shape: [1, 2] };
  for (const little of [true, false]) {
    for (const packed of [true, false]) {
      const bytes = matOf([
        { ...TABLE, packed },
        { ...shared, values: Float64Array.of(0.5, -2), packed },
      ], little);
      const { format, arrays } = await opened(bytes);
      assertEquals(format, "MATLAB 5");
      assertEquals(arrays, {
        table: { shape: [2, 3], values: [1, 2, 3, 4, 5, 6] },
        f: { shape: [1, 2], values: [0.5, -2] },
      });
    }
  }
});

Deno.test("openArrays() names MATLAB's other classes, and passes over what has no name", async () => {
  const classes = [1, 2, 3, 4, 5, 16];
  const others = classes.map((type) => ({ ...TABLE, name: `c${type}`, type }));
  const unnamed = { ...TABLE, name: "" };
  const { arrays, others: found } = await opened(
    matOf([...others, unnamed, { ...TABLE, name: "z", flags: 8 }, TABLE]),
  );
  assertEquals(Object.keys(arrays), ["table"]);
  assertEquals(found, {
    c1: "a cell array",
    c2: "a struct",
    c3: "an object",
    c4: "a text",
    c5: "a sparse matrix",
    c16: "a function",
    z: "complex numbers",
  });
});

Deno.test("openArrays() refuses MATLAB's arrays that lie, before it takes memory", async () => {
  const whole = async (bytes: Uint8Array) => {
    const text = await fault(bytes, SyntaxError);
    const [begin, end] = ["its arrays must be whole: ", ", copy it again"];
    assert(text.startsWith(begin) && text.endsWith(end), text);
    return text.slice(begin.length, -end.length);
  };
  for (const packed of [true, false]) {
    assertEquals(
      await whole(matOf([{ ...TABLE, shape: [2000, 3000], packed }])),
      '"table" of shape [2000,3000] must have 12000000 bytes and has 12',
    );
    assertEquals(
      await whole(matOf([{ ...TABLE, shape: [2 ** 30, 2 ** 30], packed }])),
      '"table" of shape [1073741824,1073741824] must have 2305843009213694000 bytes and has 12',
    );
    assertEquals(
      await whole(matOf([{ ...TABLE, shape: [2, -3], packed }])),
      "an axis has size -3",
    );
    assertEquals(
      await whole(matOf([{ ...TABLE, shape: [6], packed }])),
      "an array has 1 axes",
    );
    assertEquals(
      await whole(matOf([{ ...TABLE, type: 40, packed }])),
      "an array has class 40",
    );
    assertEquals(
      await whole(
        matOf([{ ...TABLE, shape: [2, 3, 100], more: 1188, packed }]),
      ),
      '"table" of shape [2,3,100] must have 1200 bytes and has 16',
    );
    assertEquals(
      await whole(matOf([{ ...TABLE, packed }, { ...TABLE, packed }])),
      '"table" is there twice',
    );
  }
  const other = matOf([TABLE]);
  assertEquals(
    await whole(other.with(HEADER, 3)),
    "element 1 has type 3, which is no array",
  );
  assertEquals(
    await whole(other.slice(0, -1)),
    "the array at byte 128 passes its end",
  );
});

Deno.test("openArrays() refuses packed arrays that are bombs, no zlib, or others than they claim", async () => {
  const header = matOf([]);
  /** The table, packed, with another size in its tag. */
  const claiming = (size: number) => {
    const matrix = matOf([TABLE]).subarray(HEADER);
    const claimed = bytesOf(words([14, size], true), matrix.subarray(8));
    return bytesOf(header, packed(claimed, true));
  };
  const bomb = claiming(2 ** 30);
  const text = await fault(bomb, SyntaxError);
  assert(
    /^the packed array at byte 136 must unpack to a sensible size: its \d{2} bytes claim to be 1073741824, save it again with -v6, unpacked$/
      .test(text),
    text,
  );
  for (const size of [16, 2 ** 20]) {
    assertEquals(
      await fault(claiming(size), SyntaxError),
      size === 16
        ? 'its arrays must be whole: "table" of shape [2,3] must have 12 bytes and has 0, copy it again'
        : "its arrays must be whole: the packed array at byte 136 does not unpack to 1048576 bytes, copy it again",
    );
  }
  const none = bytesOf(header, words([15, 8], true), new Uint8Array(8));
  assertEquals(
    await fault(none, SyntaxError),
    "its arrays must be whole: the packed array at byte 136 does not unpack, copy it again",
  );
  const many = Array.from({ length: 10_001 }, () => words([14, 0], true));
  assertEquals(
    await fault(bytesOf(header, ...many), SyntaxError),
    "its arrays must be whole: an array is cut short, copy it again",
  );
  const unnamed = matOf([{ ...TABLE, name: "" }]).subarray(HEADER);
  const all = new Uint8Array(HEADER + 10_001 * unnamed.length);
  all.set(header);
  for (let at = HEADER; at < all.length; at += unnamed.length) {
    all.set(unnamed, at);
  }
  assertEquals(
    await fault(all, SyntaxError),
    "it must have at most 10000 arrays: it has more, save those you need",
  );
});

Deno.test("openArrays() refuses every beginning of a MATLAB file, or reads the arrays before", async () => {
  const whole = await Deno.readFile(featurePath("pytorch_result.mat"));
  let read = 0;
  for (let length = 128; length < whole.length; length += 61) {
    try {
      await fault(whole.slice(0, length), SyntaxError);
    } catch {
      await opened(whole.slice(0, length));
      read++;
    }
  }
  assert(read < 3, `${read} were read`);
});
