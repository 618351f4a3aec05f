import type * as tf from "@tensorflow/tfjs";
import { onHeap } from "./wasm_heap.ts";

interface CpuBackend {
  readonly data: { get(dataId: tf.DataId): { values: Float32Array } };
}

/** Allocates float32 tensors in the host's memory, on the cpu or the wasm engine. */
export function allocateOnHost(
  backend: unknown,
  shape: readonly number[],
): tf.TensorInfo {
  const size = shape.reduce((product, axis) => product * axis, 1);
  const { write } = backend as {
    write(values: Float32Array, shape: number[], dtype: string): tf.DataId;
  };
  const dataId = write.call(
    backend,
    new Float32Array(size),
    [...shape],
    "float32",
  );
  return { dataId, shape: [...shape], dtype: "float32" };
}

/**
 * The values of a float32 tensor in the host's memory, not a copy, on the cpu or
 * the wasm engine. Look only after the last allocation: wasm's heap moves.
 */
export function onHost(backend: unknown, info: tf.TensorInfo): Float32Array {
  return "wasm" in (backend as Record<string, unknown>)
    ? onHeap(backend, info)
    : (backend as CpuBackend).data.get(info.dataId).values;
}
