import * as tf from "@tensorflow/tfjs";
import { FLOAT, type RawAttribute, rawOp, textAttribute } from "./raw_op.ts";
import { boolAttribute, intAttribute, typeAttribute } from "./raw_op.ts";

let has: boolean | undefined;

/**
 * Whether the library has ops of oneDNN under their own names, which take what
 * TensorFlow's public names send past oneDNN: a convolution of one pixel is
 * tried, once.
 */
export function hasOneDnn(): boolean {
  has ??= canRun();
  return has;
}

/** The attribute that TensorFlow wants of every op of oneDNN. */
export const ONE_DNN: RawAttribute = textAttribute(
  "_kernel",
  "MklNameChangeOp",
);

function canRun(): boolean {
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
