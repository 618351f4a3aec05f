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

/**
 * Whether the library has ops of oneDNN under their own names, which take what
 * TensorFlow's public names send past oneDNN: a convolution of one pixel is
 * tried.
 */
export function hasOneDnn(): boolean {
  const backend = tf.findBackend("tensorflow");
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
