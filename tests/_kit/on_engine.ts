import * as tf from "@tensorflow/tfjs";
import type { HostTensor, HostTensors } from "../../lib/tensor/mod.ts";

/** A host tensor on the engine; the caller disposes it. */
export function placed({ shape, values }: HostTensor): tf.Tensor {
  return tf.tensor(values, [...shape], "float32");
}

/** Host tensors on the engine, by name; the caller disposes them. */
export function placedAll(tensors: HostTensors): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, placed(tensor)]),
  );
}
