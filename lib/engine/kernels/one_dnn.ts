import * as tf from "@tensorflow/tfjs";
import {
  boolAttribute,
  FLOAT,
  intAttribute,
  type RawAttribute,
  rawOp,
  textAttribute,
  typeAttribute,
} from "./raw_op.ts";

/** What is used of tfjs's backend. */
interface GpuBackend {
  readonly binding: { isUsingGpuDevice(): boolean };
}

/**
 * Whether the library computes by oneDNN and has its ops under their own names,
 * which take what TensorFlow's public names send past it: a convolution of one
 * pixel is tried. Where there is a GPU they would leave it for the processor.
 */
export function hasOneDnn(): boolean {
  const backend = tf.findBackend("tensorflow") as unknown as GpuBackend;
  if (backend.binding.isUsingGpuDevice()) return false;
  try {
    tf.tidy(() => {
      const one = tf.ones([1, 1, 1, 1]);
      rawOp(backend, "_MklNativeConv2D", [
        typeAttribute("T", FLOAT),
        intAttribute("strides", [1, 1, 1, 1]),
        boolAttribute("use_cudnn_on_gpu", true),
        textAttribute("padding", "VALID"),
        ONE_DNN,
      ], [one, one]);
    });
    return true;
  } catch {
    return false;
  }
}

/** The attribute that TensorFlow wants of every op of oneDNN. */
export const ONE_DNN: RawAttribute = textAttribute(
  "_kernel",
  "MklNameChangeOp",
);
