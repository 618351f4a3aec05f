/** Numbers as the kit holds them: each of NumPy's kinds becomes one of these. */
export type NumpyValues =
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

/** Bytes of one number, and how many of them become the kit's. */
interface Kind {
  readonly bytes: number;
  read(buffer: ArrayBuffer): NumpyValues | undefined;
}

/** NumPy's kinds of real and whole numbers, by name, without the byte order before it. */
const KINDS: Readonly<Record<string, Kind>> = {
  f2: { bytes: 2, read: (b) => Float32Array.from(new Float16Array(b)) },
  f4: { bytes: 4, read: (buffer) => new Float32Array(buffer) },
  f8: { bytes: 8, read: (buffer) => new Float64Array(buffer) },
  i1: { bytes: 1, read: (b) => Int32Array.from(new Int8Array(b)) },
  i2: { bytes: 2, read: (b) => Int32Array.from(new Int16Array(b)) },
  i4: { bytes: 4, read: (buffer) => new Int32Array(buffer) },
  i8: { bytes: 8, read: (b) => exact(new BigInt64Array(b)) },
  u1: { bytes: 1, read: (buffer) => new Uint8Array(buffer) },
  u2: { bytes: 2, read: (b) => Int32Array.from(new Uint16Array(b)) },
  u4: { bytes: 4, read: (b) => Float64Array.from(new Uint32Array(b)) },
  u8: { bytes: 8, read: (b) => exact(new BigUint64Array(b)) },
  b1: { bytes: 1, read: (buffer) => new Uint8Array(buffer) },
};

/** The kinds as an error lists them. */
export const NUMPY_KINDS: string = Object.keys(KINDS).join(", ");

/**
 * Bytes of one number of a kind, by NumPy's name of it.
 *
 * @param dtype The kind, with or without its byte order: `<f4`, `>i8`, `|u1`, `f2`.
 * @returns The bytes; undefined if the kit does not read such numbers, as Python's objects (`|O`), which are pickled.
 *
 * @example Numbers, and objects
 * ```ts
 * import { numpyBytes } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([numpyBytes("<f4"), numpyBytes("|O")], [4, undefined]);
 * ```
 */
export function numpyBytes(dtype: string): number | undefined {
  return kindOf(dtype)?.bytes;
}

/**
 * Numbers as NumPy lays them in memory: halves become float32, short whole
 * numbers int32, and long ones float64.
 *
 * @param dtype Their kind, as {@linkcode numpyBytes} takes it; little-endian if no order is named.
 * @param bytes As many as whole numbers take; not changed.
 * @param act What an error begins with: `Cannot read "a.npy"`.
 * @returns The numbers, in memory of their own.
 * @throws {RangeError} If a whole number is beyond ±2⁵³.
 *
 * @example A half of each order
 * ```ts
 * import { numpyValues } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const [first] = numpyValues("<f2", Uint8Array.of(0x00, 0x3c), "");
 * const [second] = numpyValues(">f2", Uint8Array.of(0x3c, 0x00), "");
 * assertEquals([first, second], [1, 1]);
 * ```
 */
export function numpyValues(
  dtype: string,
  bytes: Uint8Array,
  act: string,
): NumpyValues {
  const kind = kindOf(dtype)!;
  const copy = bytes.slice() as Uint8Array<ArrayBuffer>;
  if (dtype.startsWith(">")) turn(copy, kind.bytes);
  const values = kind.read(copy.buffer);
  if (values === undefined) {
    throw new RangeError(
      `${act} as its whole numbers must be exact in float64: one is beyond 2 ** 53, save it with .astype("float64")`,
    );
  }
  return values;
}

function kindOf(dtype: string): Kind | undefined {
  const name = dtype.replace(/^[<>|=]/, "");
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}

/** Whole numbers of 64 bits; undefined if one is too large. */
function exact(
  values: BigInt64Array | BigUint64Array,
): Float64Array<ArrayBuffer> | undefined {
  const numbers = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const number = Number(values[index]);
    if (!Number.isSafeInteger(number)) return undefined;
    numbers[index] = number;
  }
  return numbers;
}

/** Turns the bytes of each number round. */
function turn(bytes: Uint8Array, width: number): void {
  for (let at = 0; width > 1 && at < bytes.length; at += width) {
    bytes.subarray(at, at + width).reverse();
  }
}
