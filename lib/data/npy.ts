import {
  NUMPY_KINDS,
  numpyBytes,
  type NumpyValues,
  numpyValues,
} from "./numpy_values.ts";
import { rowMajor } from "./row_major.ts";

/** An array of numbers with its shape, as NumPy saves one. */
export interface NumpyArray {
  /** The size of each axis; none for a single number. */
  readonly shape: readonly number[];
  /** As many values as the sizes multiply to, the last axis running fastest. */
  readonly values: Float32Array | Float64Array | Int32Array | Uint8Array;
}

/** What a file begins with: the letter 0x93, then NUMPY. */
const MAGIC = Uint8Array.of(0x93, ...new TextEncoder().encode("NUMPY"));
/** Bytes that the values start at a multiple of. */
const ALIGNED = 64;
/** The longest header that is read, and the most axes: NumPy's own limit. */
const LONGEST = 1 << 16;
const AXES = 32;

const WRITTEN = {
  "<f4": Float32Array,
  "<f8": Float64Array,
  "<i4": Int32Array,
  "|u1": Uint8Array,
} as const;

/**
 * An array as the bytes of a .npy file (format 1.0), which NumPy's `load` reads.
 *
 * @param array Shape and values.
 * @returns The file in two pieces: its header, and the values, whose memory is shared.
 * @throws {RangeError} If the shape does not fit the values.
 *
 * @example Two rows of three numbers
 * ```ts
 * import { encodeNpy } from "@spherereid/kit/data";
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 *
 * const [head, values] = encodeNpy({ shape: [2, 3], values: new Float32Array(6) });
 * assertStringIncludes(new TextDecoder("latin1").decode(head), "(2, 3)");
 * assertEquals([head?.length, values?.length], [128, 24]);
 * ```
 */
export function encodeNpy(
  { shape, values }: NumpyArray,
): readonly Uint8Array[] {
  if (product(shape) !== values.length) {
    throw new RangeError(
      `Cannot write an array as its shape must fit its ${values.length} values: current shape is [${shape}]`,
    );
  }
  const [kind] = Object.entries(WRITTEN)
    .find(([, Kind]) => values instanceof Kind)!;
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const words =
    `{'descr': '${kind}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((10 + words.length + 1) / ALIGNED) * ALIGNED;
  const head = new Uint8Array(length).fill(32);
  head.set([...MAGIC, 1, 0]);
  new DataView(head.buffer).setUint16(8, length - 10, true);
  head.set(new TextEncoder().encode(words), 10);
  head[length - 1] = 10;
  return [
    head,
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ];
}

/** What a .npy file says of its array. */
export interface NumpyHeader {
  /** The kind of its numbers, as NumPy names it: `<f4`. */
  readonly kind: string;
  /** Whether the first axis runs fastest. */
  readonly fortran: boolean;
  /** The size of each axis. */
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly start: number;
}

/**
 * Reads the bytes of a .npy file, of any version of its format.
 *
 * The header is checked against the number of bytes before anything is
 * allocated for the values. Arrays of Python's objects are pickles, which run
 * as programs do: they are refused.
 *
 * @param bytes The file.
 * @param path Its name, for errors.
 * @returns Shape and values: a copy, in the order of C. Halves are float32, whole numbers of up to 32 bits int32 (bytes and truth values uint8), longer ones float64.
 * @throws {SyntaxError} If it is no .npy file, or is cut short.
 * @throws {TypeError} If it holds what are no real or whole numbers of 1 to 8 bytes.
 * @throws {RangeError} If a whole number is beyond ±2⁵³.
 *
 * @example There and back
 * ```ts
 * import { decodeNpy, encodeNpy } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const array = { shape: [1, 2], values: Float32Array.of(3, 4) };
 * const pieces = encodeNpy(array) as Uint8Array<ArrayBuffer>[];
 * const bytes = await new Blob(pieces).bytes();
 * assertEquals(decodeNpy(bytes, "a.npy"), array);
 * ```
 */
export function decodeNpy(
  bytes: Uint8Array,
  path: string,
): NumpyArray & { readonly values: NumpyValues } {
  const act = `Cannot read "${path}"`;
  const { kind, fortran, shape, start } = npyHeader(bytes, act);
  const width = numpyBytes(kind);
  if (width === undefined) {
    throw new TypeError(
      `${act} as its numbers must be one of ${NUMPY_KINDS}: they are ${kind}${
        /^\|O/.test(kind)
          ? ", Python objects as a pickle, of which nothing was run"
          : ""
      }, save it with .astype("float32")`,
    );
  }
  const size = product(shape) * width;
  if (bytes.length - start !== size) {
    throw new SyntaxError(
      `${act} as an array of shape [${shape}] of ${kind} must have ${size} bytes: ${
        Math.max(0, bytes.length - start)
      } are there, copy it again`,
    );
  }
  const values = numpyValues(kind, bytes.subarray(start), act);
  return { shape, values: fortran ? rowMajor(values, shape) : values };
}

/**
 * Reads what a .npy file says of its array.
 *
 * @param bytes Its first bytes, at most 64 KiB, or all of them.
 * @param act What an error begins with: `Cannot read "a.npy"`.
 * @returns Kind, order, shape, and where the values begin; none of it is checked against the values.
 * @throws {SyntaxError} If it is no .npy file.
 *
 * @example A shape, before anything is read
 * ```ts
 * import { encodeNpy, npyHeader } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const [head] = encodeNpy({ shape: [2, 3], values: new Float32Array(6) });
 * const { kind, shape, start } = npyHeader(head!, "Cannot read");
 * assertEquals([kind, shape, start], ["<f4", [2, 3], 128]);
 * ```
 */
export function npyHeader(bytes: Uint8Array, act: string): NumpyHeader {
  const major = bytes[6] ?? 0;
  const start = major === 1 ? 10 : 12;
  if (
    MAGIC.some((letter, at) => bytes[at] !== letter) || major < 1 ||
    major > 3 || bytes.length < start
  ) {
    throw new SyntaxError(
      `${act} as it must be a .npy file of NumPy's: it does not begin like one`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1
    ? view.getUint16(8, true)
    : view.getUint32(8, true);
  const words = bytes.subarray(start, start + Math.min(length, LONGEST));
  const text = new TextDecoder("latin1").decode(words);
  const kind = /'descr':\s*'([^']{0,40})'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  const shape = sizes?.split(",").map((size) => size.trim())
    .filter((size) => size !== "").map(Number);
  if (
    kind === undefined || order === undefined || shape === undefined ||
    shape.length > AXES
  ) {
    throw new SyntaxError(
      `${act} as its header must have descr, fortran_order and shape: it is ${
        JSON.stringify(text.slice(0, 80))
      }`,
    );
  }
  return { kind, fortran: order === "True", shape, start: start + length };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
