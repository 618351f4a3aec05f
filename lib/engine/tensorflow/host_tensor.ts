import { DTYPE, dtypeName, width } from "./dtype.ts";
import { readStrings, STRING_WIDTH, writeStrings } from "./string_tensor.ts";
import type { Api } from "./symbols.ts";

/**
 * A tensor's elements in JavaScript. complex64 is pairs in a Float32Array;
 * int64 is a BigInt64Array, or, as tfjs writes it, an Int32Array of low and
 * high halves; a resource is its serialised bytes.
 */
export type Values =
  | Float32Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | BigInt64Array
  | Uint8Array[];

/**
 * A new `TF_Tensor` with a copy of the values; the caller deletes it.
 *
 * @param api The C API.
 * @param shape Its shape.
 * @param dtype TensorFlow's number of its dtype.
 * @param values Its elements.
 * @returns The tensor.
 * @throws {RangeError} If shape and values disagree.
 */
export function allocate(
  api: Api,
  shape: readonly number[],
  dtype: number,
  values: Values,
): Deno.PointerValue {
  const count = shape.reduce((product, size) => product * size, 1);
  const strings = dtype === DTYPE.string;
  const bytes = strings ? null : packed(dtype, values);
  const held = bytes
    ? bytes.length / (width(dtype) || bytes.length)
    : values.length;
  if (held !== count) {
    throw new RangeError(
      `Cannot create a tensor as its values must fill its shape [${shape}] of ${
        dtypeName(dtype)
      }: current number of values is ${held}`,
    );
  }
  const tensor = api.TF_AllocateTensor(
    dtype,
    BigInt64Array.from(shape, BigInt),
    shape.length,
    BigInt(bytes ? bytes.length : STRING_WIDTH * count),
  );
  if (tensor === null) {
    throw new Error(
      `Cannot create a tensor as TensorFlow must have memory for the shape [${shape}] of ${
        dtypeName(dtype)
      }`,
    );
  }
  if (strings) writeStrings(api, tensor, values as Uint8Array[]);
  else if (bytes && bytes.length > 0) {
    memory(api, tensor, bytes.length).set(bytes);
  }
  return tensor;
}

/**
 * Reads a tensor that lies in host memory.
 *
 * @param api The C API.
 * @param tensor A `TF_Tensor`.
 * @param dtype TensorFlow's number of its dtype.
 * @returns A copy of its elements.
 * @throws {TypeError} If tfjs has no such dtype.
 */
export function read(
  api: Api,
  tensor: Deno.PointerValue,
  dtype: number,
): Values {
  if (dtype === DTYPE.string) return readStrings(api, tensor);
  const size = Number(api.TF_TensorByteSize(tensor));
  const bytes = size > 0
    ? memory(api, tensor, size).slice().buffer
    : new ArrayBuffer(0);
  switch (dtype) {
    case DTYPE.float32:
    case DTYPE.complex64:
      return new Float32Array(bytes);
    case DTYPE.int32:
      return new Int32Array(bytes);
    case DTYPE.int64:
      return new BigInt64Array(bytes);
    case DTYPE.bool:
    case DTYPE.uint8:
    case DTYPE.resource:
      return new Uint8Array(bytes);
    default:
      throw new TypeError(
        `Cannot read a tensor as its dtype must be one that tfjs knows: current dtype is ${
          dtypeName(dtype)
        }`,
      );
  }
}

/** A tensor's memory, not a copy: good until the tensor is deleted. */
function memory(
  api: Api,
  tensor: Deno.PointerValue,
  size: number,
): Uint8Array<ArrayBuffer> {
  const data = api.TF_TensorData(tensor)!;
  return new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(data, size));
}

/** The elements as the bytes that their dtype has in memory. */
function packed(dtype: number, values: Values): Uint8Array {
  const array = typed(dtype, values as Exclude<Values, Uint8Array[]>);
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Other engines hand over what they have (plain arrays, floats for an int32): it is converted. */
function typed(
  dtype: number,
  values: Exclude<Values, Uint8Array[]>,
): Exclude<Values, Uint8Array[]> {
  const numbers = values as Iterable<number>;
  switch (dtype) {
    case DTYPE.float32:
    case DTYPE.complex64:
      return values instanceof Float32Array
        ? values
        : Float32Array.from(numbers);
    case DTYPE.int32:
      return values instanceof Int32Array ? values : Int32Array.from(numbers);
    case DTYPE.int64:
      return values instanceof Int32Array || values instanceof BigInt64Array
        ? values
        : BigInt64Array.from(numbers, BigInt);
    case DTYPE.bool:
    case DTYPE.uint8:
    case DTYPE.resource:
      return values instanceof Uint8Array ? values : Uint8Array.from(numbers);
    default:
      throw new TypeError(
        `Cannot create a tensor as its dtype must be one that tfjs knows: current dtype is ${
          dtypeName(dtype)
        }`,
      );
  }
}
