/** How numbers lie in a file of weights, named as safetensors names them; little-endian. */
export type NumberKind =
  | "F64"
  | "F32"
  | "F16"
  | "BF16"
  | "I64"
  | "I32"
  | "I16"
  | "I8"
  | "U8"
  | "BOOL";

/** One kind of numbers. */
export interface NumberFormat {
  /** Bytes of one number. */
  readonly bytes: number;
  /**
   * Real numbers as float32, whole ones as int32.
   *
   * @param bytes As many as the numbers take; they may become the result's own.
   * @param act What an error begins with, up to the name of the tensor.
   */
  read(
    bytes: Uint8Array<ArrayBuffer>,
    act: string,
  ): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

/**
 * The kinds of numbers that the kit reads.
 *
 * Reals become float32, rounded to the nearest where they have more digits;
 * whole numbers become int32, and one beyond its range is an error.
 *
 * @example Halves
 * ```ts
 * import { NUMBER_KINDS } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const values = NUMBER_KINDS.F16.read(Uint8Array.of(0x00, 0x3c, 0x00, 0xc1), "");
 * assertEquals([...values], [1, -2.5]);
 * ```
 */
export const NUMBER_KINDS: Readonly<Record<NumberKind, NumberFormat>> = {
  F64: {
    bytes: 8,
    read: (bytes) => Float32Array.from(new Float64Array(aligned(bytes, 8))),
  },
  F32: { bytes: 4, read: (bytes) => new Float32Array(aligned(bytes, 4)) },
  F16: {
    bytes: 2,
    read: (bytes) =>
      Float32Array.from(new Uint16Array(aligned(bytes, 2)), half),
  },
  BF16: { bytes: 2, read: brains },
  I64: { bytes: 8, read: longs },
  I32: { bytes: 4, read: (bytes) => new Int32Array(aligned(bytes, 4)) },
  I16: {
    bytes: 2,
    read: (bytes) => Int32Array.from(new Int16Array(aligned(bytes, 2))),
  },
  I8: {
    bytes: 1,
    read: (bytes) => Int32Array.from(new Int8Array(aligned(bytes, 1))),
  },
  U8: { bytes: 1, read: (bytes) => Int32Array.from(bytes) },
  BOOL: {
    bytes: 1,
    read: (bytes) => Int32Array.from(bytes, (byte) => +(byte !== 0)),
  },
};

/**
 * Whether a text names a kind of numbers that the kit reads.
 *
 * @param name Any text.
 * @returns True for the names of {@linkcode NUMBER_KINDS}.
 *
 * @example A kind of 8 bits that is none
 * ```ts
 * import { isNumberKind } from "@spherereid/kit/model";
 * import { assert } from "@std/assert";
 *
 * assert(isNumberKind("BF16") && !isNumberKind("F8_E4M3"));
 * ```
 */
export function isNumberKind(name: string): name is NumberKind {
  return Object.hasOwn(NUMBER_KINDS, name);
}

/** A buffer that holds these bytes and nothing else, theirs where it does. */
function aligned(bytes: Uint8Array<ArrayBuffer>, size: number): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return byteOffset === 0 && byteLength === buffer.byteLength &&
      byteLength % size === 0
    ? buffer
    : bytes.slice(0, byteLength - byteLength % size).buffer;
}

/** IEEE 754's binary16: 1 sign, 5 exponent, 10 fraction bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
function brains(bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const upper = new Uint16Array(aligned(bytes, 2));
  const words = new Uint32Array(upper.length);
  for (let i = 0; i < upper.length; i++) words[i] = upper[i]! * 0x1_0000;
  return new Float32Array(words.buffer);
}

function longs(
  bytes: Uint8Array<ArrayBuffer>,
  act: string,
): Int32Array<ArrayBuffer> {
  return Int32Array.from(new BigInt64Array(aligned(bytes, 8)), (value) => {
    const small = Number(value);
    if (small !== (small | 0)) {
      throw new RangeError(
        `${act} must hold whole numbers of 32 bits: one is ${value}`,
      );
    }
    return small;
  });
}
