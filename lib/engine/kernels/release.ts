import * as tf from "@tensorflow/tfjs";

/**
 * Gives up one reference to a kernel's result: some engines answer with tensors,
 * others with bare records.
 */
export function release(info: tf.TensorInfo, backend: unknown): void {
  if (info instanceof tf.Tensor) info.dispose();
  else (backend as tf.KernelBackend).disposeData(info.dataId);
}
