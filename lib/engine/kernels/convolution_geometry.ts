import * as tf from "@tensorflow/tfjs";
import type { RunKernel } from "./compose.ts";
import {
  boolAttribute,
  FLOAT,
  intAttribute,
  type RawAttribute,
  textAttribute,
  typeAttribute,
} from "./raw_op.ts";

/** The attributes of tfjs's convolution kernels. */
export interface ConvolutionAttrs {
  readonly strides: number | [number, number];
  readonly pad: number | "same" | "valid" | tf.backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dilations?: number | [number, number];
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
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

/** The attributes of a convolution op; a padding that is neither is made beforehand. */
export function convolutionAttributes(
  info: tf.backend_util.Conv2DInfo,
): RawAttribute[] {
  return [
    ...sizeAttributes(info),
    textAttribute("padding", isSame(info) ? "SAME" : "VALID"),
  ];
}

/** The attributes of a convolution op but its padding. */
export function sizeAttributes(
  info: tf.backend_util.Conv2DInfo,
): RawAttribute[] {
  const around = (rows: number, columns: number) =>
    info.dataFormat === "channelsLast"
      ? [1, rows, columns, 1]
      : [1, 1, rows, columns];
  return [
    typeAttribute("T", FLOAT),
    intAttribute("strides", around(info.strideHeight, info.strideWidth)),
    intAttribute("dilations", around(info.dilationHeight, info.dilationWidth)),
    boolAttribute("use_cudnn_on_gpu", true),
    textAttribute(
      "data_format",
      info.dataFormat === "channelsLast" ? "NHWC" : "NCHW",
    ),
  ];
}

/** Whether the padding is what TensorFlow calls "SAME" for these sizes. */
function isSame(info: tf.backend_util.Conv2DInfo): boolean {
  const { padInfo, inHeight, inWidth, strideHeight, strideWidth } = info;
  const same = (
    size: number,
    filter: number,
    stride: number,
    before: number,
    after: number,
  ) => {
    const steps = Math.ceil(size / stride);
    const all = Math.max(0, (steps - 1) * stride + filter - size);
    return before === Math.floor(all / 2) && after === all - before;
  };
  return same(
    inHeight,
    info.effectiveFilterHeight,
    strideHeight,
    padInfo.top,
    padInfo.bottom,
  ) && same(
    inWidth,
    info.effectiveFilterWidth,
    strideWidth,
    padInfo.left,
    padInfo.right,
  );
}

/** Whether the image must be padded beforehand: neither "VALID" nor "SAME" says it. */
export function isPadded(info: tf.backend_util.Conv2DInfo): boolean {
  const { top, bottom, left, right } = info.padInfo;
  return !isSame(info) && (top > 0 || bottom > 0 || left > 0 || right > 0);
}

/** The padding before and after each axis. */
export function paddings(info: tf.backend_util.Conv2DInfo): [number, number][] {
  const { top, bottom, left, right } = info.padInfo;
  return info.dataFormat === "channelsLast"
    ? [[0, 0], [top, bottom], [left, right], [0, 0]]
    : [[0, 0], [0, 0], [top, bottom], [left, right]];
}

export function paddedShape(info: tf.backend_util.Conv2DInfo): number[] {
  const around = paddings(info);
  return info.inShape.map((size, axis) =>
    size + around[axis]![0] + around[axis]![1]
  );
}

/** The image with its padding. */
export function pad(
  run: RunKernel,
  x: tf.TensorInfo,
  info: tf.backend_util.Conv2DInfo,
): tf.TensorInfo {
  return run("PadV2", { x }, { paddings: paddings(info), constantValue: 0 });
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
