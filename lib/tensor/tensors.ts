import type * as tf from "@tensorflow/tfjs";

/** Tensors of an engine by their full names: `{ "layer1.0.conv1.weight": … }`. */
export type Tensors = Readonly<Record<string, tf.Tensor>>;

/** A tensor in plain memory, row-major. */
export interface HostTensor {
  /** The size of each axis; [] for a scalar. */
  readonly shape: readonly number[];
  /** As many values as the sizes multiply to. */
  readonly values: Float32Array;
}

/** Tensors in plain memory by their full names; what is drawn, saved and read. */
export type HostTensors = Readonly<Record<string, HostTensor>>;
