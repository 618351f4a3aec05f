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
import { replaceKernel } from "./replace_kernel.ts";

/** The attributes of tfjs's convolution kernels. */
export interface ConvolutionAttrs {
  readonly strides: number | [number, number];
  readonly pad: number | "same" | "valid" | tf.backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dilations?: number | [number, number];
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * Registers tensorflow's convolution and its gradients with any padding.
 *
 * The package's own refuse a padding that is a number; the ops take explicit
 * paddings.
 */
export function registerConvolutionTensorflow(): void {
  replaceKernel<"x" | "filter", ConvolutionAttrs>(
    "Conv2D",
    "tensorflow",
    () => ({ inputs: { x, filter }, attrs, backend }) =>
      rawOp(
        backend,
        "Conv2D",
        attributes(geometry(x.shape, filter.shape, attrs)),
        [x, filter],
      )[0]!,
  );
  replaceKernel<
    "x" | "dy",
    ConvolutionAttrs & { filterShape: [number, number, number, number] }
  >(
    "Conv2DBackpropFilter",
    "tensorflow",
    () => ({ inputs: { x, dy }, attrs, backend }) => {
      const info = geometry(x.shape, attrs.filterShape, attrs);
      const sizes = tf.tensor1d(info.filterShape, "int32");
      const [result] = rawOp(
        backend,
        "Conv2DBackpropFilter",
        attributes(info),
        [x, sizes, dy],
      );
      sizes.dispose();
      return result!;
    },
  );
  replaceKernel<
    "dy" | "filter",
    ConvolutionAttrs & { inputShape: [number, number, number, number] }
  >(
    "Conv2DBackpropInput",
    "tensorflow",
    () => ({ inputs: { dy, filter }, attrs, backend }) => {
      const info = geometry(attrs.inputShape, filter.shape, attrs);
      const sizes = tf.tensor1d(info.inShape, "int32");
      const [result] = rawOp(
        backend,
        "Conv2DBackpropInput",
        attributes(info),
        [sizes, filter, dy],
      );
      sizes.dispose();
      return result!;
    },
  );
}

/** Sizes, strides and paddings of a convolution, as tfjs computes them for its own kernels. */
export function geometry(
  input: number[],
  filter: number[],
  attrs: ConvolutionAttrs,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    input as [number, number, number, number],
    filter as [number, number, number, number],
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(attrs.dataFormat ?? "NHWC"),
  );
}

function attributes(info: tf.backend_util.Conv2DInfo): RawAttribute[] {
  const last = info.dataFormat === "channelsLast";
  const around = (rows: number, columns: number) =>
    last ? [1, rows, columns, 1] : [1, 1, rows, columns];
  return [
    typeAttribute("T", FLOAT),
    intAttribute("strides", around(info.strideHeight, info.strideWidth)),
    intAttribute("dilations", around(info.dilationHeight, info.dilationWidth)),
    boolAttribute("use_cudnn_on_gpu", true),
    textAttribute("data_format", last ? "NHWC" : "NCHW"),
    ...paddingAttributes(info),
  ];
}

/** `padding` and, where it is a number, `explicit_paddings` of a convolution or pooling op. */
export function paddingAttributes(
  { padInfo, dataFormat }: tf.backend_util.Conv2DInfo,
): RawAttribute[] {
  const { type, top, bottom, left, right } = padInfo;
  if (type !== "EXPLICIT" && type !== "NUMBER") {
    return [textAttribute("padding", type)];
  }
  const sides = [top, bottom, left, right];
  if (sides.every((side) => side === 0)) {
    return [textAttribute("padding", "VALID")];
  }
  return [
    textAttribute("padding", "EXPLICIT"),
    intAttribute(
      "explicit_paddings",
      dataFormat === "channelsLast"
        ? [0, 0, ...sides, 0, 0]
        : [0, 0, 0, 0, ...sides],
    ),
  ];
}
