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

const KINDS = {
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
  const [kind] = Object.entries(KINDS)
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

/**
 * Reads the bytes of a .npy file, of any version of its format.
 *
 * The header is checked against the number of bytes before anything is
 * allocated for the values.
 *
 * @param bytes The file.
 * @param path Its name, for errors.
 * @returns Shape and values: a copy, in the order of C.
 * @throws {SyntaxError} If it is no .npy file, or is cut short.
 * @throws {TypeError} If it holds other numbers than float32, float64, int32 and uint8 (little-endian), or has Fortran's order.
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
export function decodeNpy(bytes: Uint8Array, path: string): NumpyArray {
  const act = `Cannot read "${path}"`;
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
  const at = start + length;
  const { kind, fortran, shape } = headerOf(
    act,
    new TextDecoder("latin1").decode(bytes.subarray(start, at)),
  );
  if (!Object.hasOwn(KINDS, kind)) {
    throw new TypeError(
      `${act} as its numbers must be one of ${
        Object.keys(KINDS).join(", ")
      }: they are ${kind}, save it with .astype("float32")`,
    );
  }
  if (fortran && shape.length > 1) {
    throw new TypeError(
      `${act} as its last axis must run fastest: it has Fortran's order, save it with np.ascontiguousarray`,
    );
  }
  const Kind = KINDS[kind as keyof typeof KINDS];
  const size = product(shape) * Kind.BYTES_PER_ELEMENT;
  if (bytes.length - at !== size) {
    throw new SyntaxError(
      `${act} as an array of shape [${shape}] of ${kind} must have ${size} bytes: ${
        Math.max(0, bytes.length - at)
      } are there, copy it again`,
    );
  }
  return { shape, values: new Kind(bytes.slice(at).buffer) };
}

/** The three entries of a header, which is a dictionary as Python writes it. */
function headerOf(
  act: string,
  text: string,
): { kind: string; fortran: boolean; shape: number[] } {
  const kind = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (kind === undefined || order === undefined || sizes === undefined) {
    throw new SyntaxError(
      `${act} as its header must have descr, fortran_order and shape: it is ${
        JSON.stringify(text.slice(0, 80))
      }`,
    );
  }
  return {
    kind,
    fortran: order === "True",
    shape: sizes.split(",").map((size) => size.trim())
      .filter((size) => size !== "").map(Number),
  };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
