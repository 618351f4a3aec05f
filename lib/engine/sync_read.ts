import * as tf from "@tensorflow/tfjs";

interface WebgpuBackend {
  readSync(data: object): tf.BackendValues;
  readonly tensorMap: {
    get(data: object): { values?: tf.BackendValues | null; dtype: tf.DataType };
  };
}

const explained = new WeakSet<WebgpuBackend>();

/** Makes webgpu say what is wrong where a tensor is read at once: tfjs tries a canvas, which Deno has not. */
export function explainSyncRead(): void {
  const backend = tf.backend() as unknown as WebgpuBackend;
  if (explained.has(backend)) return;
  explained.add(backend);
  const readSync = backend.readSync.bind(backend);
  backend.readSync = (data) => {
    const { values, dtype } = backend.tensorMap.get(data);
    if (!values && dtype !== "string" && dtype !== "complex64") {
      throw new Error(
        "Cannot read a tensor at once as webgpu must be waited for: use await tensor.data()",
      );
    }
    return readSync(data);
  };
}
