import { assertEquals, assertThrows } from "@std/assert";
import {
  decodeNpy,
  encodeNpy,
  npyHeader,
  type NumpyArray,
  numpyBytes,
  numpyValues,
} from "../../lib/data/mod.ts";

async function bytesOf(array: NumpyArray): Promise<Uint8Array> {
  return await new Blob(encodeNpy(array) as Uint8Array<ArrayBuffer>[]).bytes();
}

/** A file with a header of one's own, in any version of the format. */
function file(words: string, values: number[], major = 1): Uint8Array {
  const head = [0x93, ...new TextEncoder().encode("NUMPY"), major, 0];
  const length = [words.length & 255, words.length >> 8];
  const wide = major === 1 ? length : [...length, 0, 0];
  return Uint8Array.of(
    ...head,
    ...wide,
    ...new TextEncoder().encode(words),
    ...values,
  );
}

const WORDS = "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n";

Deno.test("encodeNpy() and decodeNpy() agree on every kind and rank", async () => {
  const arrays: NumpyArray[] = [
    { shape: [2, 3], values: Float32Array.of(1, -2, 0.5, 4, 5, NaN) },
    { shape: [3], values: Float64Array.of(1, 2, Math.PI) },
    { shape: [1, 2, 1], values: Int32Array.of(-7, 2 ** 31 - 1) },
    { shape: [], values: Uint8Array.of(255) },
    { shape: [0, 4], values: new Float32Array(0) },
  ];
  for (const array of arrays) {
    const bytes = await bytesOf(array);
    assertEquals(decodeNpy(bytes, "a.npy"), array);
    assertEquals(bytes.length % 64, array.values.byteLength % 64);
  }
});

Deno.test("NumPy itself reads what encodeNpy() writes, to the byte", async () => {
  // np.save of np.array([[1, 2]], "float32") by NumPy 2.4.
  const words = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
  const head = file(words.padEnd(117) + "\n", []);
  const values = new Uint8Array(Float32Array.of(1, 2).buffer);
  assertEquals(
    await bytesOf({ shape: [1, 2], values: Float32Array.of(1, 2) }),
    Uint8Array.of(...head, ...values),
  );
});

Deno.test("decodeNpy() reads versions 2 and 3, and bytes that begin at an odd place", () => {
  for (const major of [1, 2, 3]) {
    const found = decodeNpy(file(WORDS, [3, 4], major), "a.npy");
    assertEquals(found, { shape: [2], values: Uint8Array.of(3, 4) });
  }
  const words = WORDS.replace("|u1", "<f4").replace("2,", "1,");
  const whole = file(words, [0, 0, 128, 63]);
  const odd = Uint8Array.of(9, ...whole).subarray(1);
  assertEquals(decodeNpy(odd, "a.npy").values, Float32Array.of(1));
});

Deno.test("decodeNpy() refuses what is none, is cut, or holds other numbers", () => {
  const cases: [Uint8Array, string][] = [
    [
      Uint8Array.of(1, 2, 3),
      "it must be a .npy file of NumPy's: it does not begin like one",
    ],
    [
      file(WORDS, [3, 4], 9),
      "it must be a .npy file of NumPy's: it does not begin like one",
    ],
    [
      file(WORDS, [3]),
      "an array of shape [2] of |u1 must have 2 bytes: 1 are there, copy it again",
    ],
    [
      file(WORDS, [3, 4, 5]),
      "an array of shape [2] of |u1 must have 2 bytes: 3 are there, copy it again",
    ],
    [
      file(WORDS.replace("2,", "900000000, 900000000"), [3, 4]),
      "an array of shape [900000000,900000000] of |u1 must have 810000000000000000 bytes: 2 are there, copy it again",
    ],
    [
      file(WORDS.replace("|u1", "<c8"), [3, 4]),
      'its numbers must be one of f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8, b1: they are <c8, save it with .astype("float32")',
    ],
    [
      file(WORDS.replace("|u1", "|O"), [3, 4]),
      'its numbers must be one of f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8, b1: they are |O, Python objects as a pickle, of which nothing was run, save it with .astype("float32")',
    ],
    [
      file(WORDS.replace("2,", "1,".repeat(33)), [3]),
      "its header must have descr, fortran_order and shape: it is ",
    ],
    [
      file(WORDS.replace("|u1", "<i8").replace("2,", "1,"), [
        ...[0, 0, 0, 0],
        ...[0, 0, 0x40, 0],
      ]),
      'its whole numbers must be exact in float64: one is beyond 2 ** 53, save it with .astype("float64")',
    ],
    [
      file("{}", []),
      'its header must have descr, fortran_order and shape: it is "{}"',
    ],
  ];
  for (const [bytes, message] of cases) {
    assertThrows(
      () => decodeNpy(bytes, "a.npy"),
      Error,
      `Cannot read "a.npy" as ${message}`,
    );
  }
});

Deno.test("decodeNpy() reads every kind of real and whole numbers, in both orders of bytes", () => {
  const cases: [string, number[], ReturnType<typeof numpyValues>][] = [
    ["<f2", [0x00, 0xc1], Float32Array.of(-2.5)],
    [">f2", [0xc1, 0x00], Float32Array.of(-2.5)],
    [">f4", [0x3f, 0x80, 0, 0], Float32Array.of(1)],
    ["|i1", [0xff], Int32Array.of(-1)],
    ["<i2", [0xfe, 0xff], Int32Array.of(-2)],
    ["<u2", [0xfe, 0xff], Int32Array.of(65534)],
    [">i4", [0xff, 0xff, 0xff, 0xfd], Int32Array.of(-3)],
    ["<u4", [0xff, 0xff, 0xff, 0xff], Float64Array.of(2 ** 32 - 1)],
    ["<i8", [...Array(8).fill(0xff)], Float64Array.of(-1)],
    [">u8", [0, 0, 0, 1, 0, 0, 0, 0], Float64Array.of(2 ** 32)],
  ];
  for (const [kind, values, expected] of cases) {
    const words = WORDS.replace("|u1", kind).replace("2,", "1,");
    assertEquals(decodeNpy(file(words, values), "a.npy").values, expected);
    assertEquals(numpyBytes(kind), values.length);
    assertEquals(numpyValues(kind, Uint8Array.from(values), ""), expected);
  }
  assertEquals(
    decodeNpy(file(WORDS.replace("|u1", "|b1"), [0, 1]), "a.npy").values,
    Uint8Array.of(0, 1),
  );
  assertEquals([numpyBytes("|O"), numpyBytes("<c8")], [undefined, undefined]);
});

Deno.test("decodeNpy() turns Fortran's order, whose first axis runs fastest", () => {
  const words = WORDS.replace("False", "True").replace("2,", "2, 3");
  assertEquals(
    decodeNpy(file(words, [1, 4, 2, 5, 3, 6]), "a.npy").values,
    Uint8Array.of(1, 2, 3, 4, 5, 6),
  );
  const { fortran, shape } = npyHeader(file(words, []), "Cannot read");
  assertEquals([fortran, shape], [true, [2, 3]]);
});

Deno.test("encodeNpy() refuses a shape that does not fit", () => {
  assertThrows(
    () => encodeNpy({ shape: [2], values: new Float32Array(3) }),
    RangeError,
    "Cannot write an array as its shape must fit its 3 values: current shape is [2]",
  );
});
