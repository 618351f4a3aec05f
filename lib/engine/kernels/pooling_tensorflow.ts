import * as tf from "@tensorflow/tfjs";
import { paddingAttributes } from "./convolution_tensorflow.ts";
import {
  FLOAT,
  intAttribute,
  type RawAttribute,
  rawOp,
  textAttribute,
  typeAttribute,
} from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";

/** The attributes of tfjs's pooling kernels. */
export interface PoolingAttrs {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: number | "same" | "valid" | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * Registers tensorflow's maximum pooling and its gradient with any padding.
 *
 * The package's own refuse everything but "valid" and "same"; the ops take
 * explicit paddings. Of equal values the first, row by row, receives the
 * gradient, as in torch.
 */
export function registerPoolingTensorflow(): void {
  replaceKernel<"x", PoolingAttrs>(
    "MaxPool",
    "tensorflow",
    () => ({ inputs: { x }, attrs, backend }) =>
      rawOp(backend, "MaxPool", attributes(poolGeometry(x.shape, attrs)), [
        x,
      ])[0]!,
  );
  replaceKernel<"dy" | "input" | "output", PoolingAttrs>(
    "MaxPoolGrad",
    "tensorflow",
    () => ({ inputs: { dy, input, output }, attrs, backend }) =>
      rawOp(
        backend,
        "MaxPoolGrad",
        attributes(poolGeometry(input.shape, attrs)),
        [input, output, dy],
      )[0]!,
  );
}

/** Sizes, strides and paddings of a pooling, as tfjs computes them for its own kernels. */
export function poolGeometry(
  input: number[],
  attrs: PoolingAttrs,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computePool2DInfo(
    input as [number, number, number, number],
    attrs.filterSize,
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
}

function attributes(info: tf.backend_util.Conv2DInfo): RawAttribute[] {
  return [
    typeAttribute("T", FLOAT),
    intAttribute("ksize", [1, info.filterHeight, info.filterWidth, 1]),
    intAttribute("strides", [1, info.strideHeight, info.strideWidth, 1]),
    textAttribute("data_format", "NHWC"),
    ...paddingAttributes(info),
  ];
}
