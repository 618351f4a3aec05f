import { deflateSync } from "node:zlib";
import { bytesOf } from "./torch_file.ts";

/** An array to write: MATLAB's number of its class, its sizes, and its numbers by columns. */
export interface MatArray {
  readonly name: string;
  /** 6 is double, 7 single, 1 a cell array, 16 a function, ... */
  readonly type: number;
  readonly shape: readonly number[];
  /** Numbers as int16, or as double. */
  readonly values: Int16Array | Float64Array;
  /** Whether it is packed. */
  readonly packed?: boolean;
  /** MATLAB's flags: 8 is complex. */
  readonly flags?: number;
  /** What the claimed bytes of the numbers are more than the true ones. */
  readonly more?: number;
}

/** A MATLAB file of level 5, of either byte order. */
export function matOf(
  arrays: readonly MatArray[],
  little = true,
): Uint8Array<ArrayBuffer> {
  const words = "MATLAB 5.0 MAT-file, by tests/_kit/mat_file.ts".padEnd(124);
  const end = little ? bytesOf(0, 1, "IM") : bytesOf(1, 0, "MI");
  return bytesOf(
    words,
    end,
    ...arrays.map((array) => {
      const matrix = matrixOf(array, little);
      return array.packed ? packed(matrix, little) : matrix;
    }),
  );
}

function matrixOf(
  { name, type, shape, values, flags = 0, more = 0 }: MatArray,
  little: boolean,
): Uint8Array<ArrayBuffer> {
  const tag = (type: number, length: number) => words([type, length], little);
  const isWhole = values instanceof Int16Array;
  const width = values.BYTES_PER_ELEMENT;
  const numbers = new Uint8Array(values.length * width);
  const view = new DataView(numbers.buffer);
  values.forEach((value, at) => {
    if (isWhole) view.setInt16(at * width, value, little);
    else view.setFloat64(at * width, value, little);
  });
  const inner = bytesOf(
    tag(6, 8),
    words([(flags << 8) | type, 0], little),
    tag(5, 4 * shape.length),
    padded(words(shape, little)),
    // Names of up to four letters lie in the tag itself.
    ...name.length > 0 && name.length <= 4
      ? [words([(name.length << 16) | 1], little), padded(bytesOf(name), 4)]
      : [tag(1, name.length), padded(bytesOf(name))],
    tag(isWhole ? 3 : 9, numbers.length + more),
    padded(numbers),
  );
  return bytesOf(tag(14, inner.length), inner);
}

/** A packed element. */
export function packed(
  matrix: Uint8Array,
  little: boolean,
): Uint8Array<ArrayBuffer> {
  const inner = new Uint8Array(deflateSync(matrix));
  return bytesOf(words([15, inner.length], little), inner);
}

/** Numbers of 32 bits. */
export function words(
  numbers: readonly number[],
  little: boolean,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, at) => view.setInt32(4 * at, number, little));
  return new Uint8Array(view.buffer);
}

function padded(bytes: Uint8Array, to = 8): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(to * Math.ceil(bytes.length / to));
  whole.set(bytes);
  return whole;
}
