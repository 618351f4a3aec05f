import type * as tf from "@tensorflow/tfjs";

interface WasmBackend {
  typedArrayFromHeap(
    info: tf.TensorInfo,
  ): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

/**
 * The values of a float32 tensor on the wasm engine's heap, not a copy.
 *
 * The heap moves when it grows: look only after the last allocation.
 */
export function onHeap(
  backend: unknown,
  info: tf.TensorInfo,
): Float32Array<ArrayBuffer> {
  return (backend as WasmBackend).typedArrayFromHeap(info) as Float32Array<
    ArrayBuffer
  >;
}

/** The values of an int32 tensor on the wasm engine's heap, not a copy. */
export function intsOnHeap(
  backend: unknown,
  info: tf.TensorInfo,
): Int32Array<ArrayBuffer> {
  return (backend as WasmBackend).typedArrayFromHeap(info) as Int32Array<
    ArrayBuffer
  >;
}
