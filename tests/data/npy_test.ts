import { assertEquals, assertThrows } from "@std/assert";
import { decodeNpy, encodeNpy, type NumpyArray } from "../../lib/data/mod.ts";

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
      file(WORDS.replace("|u1", "<f2"), [3, 4]),
      'its numbers must be one of <f4, <f8, <i4, |u1: they are <f2, save it with .astype("float32")',
    ],
    [
      file(WORDS.replace("False", "True").replace("2,", "1, 2"), [3, 4]),
      "its last axis must run fastest: it has Fortran's order, save it with np.ascontiguousarray",
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

Deno.test("encodeNpy() refuses a shape that does not fit", () => {
  assertThrows(
    () => encodeNpy({ shape: [2], values: new Float32Array(3) }),
    RangeError,
    "Cannot write an array as its shape must fit its 3 values: current shape is [2]",
  );
});
