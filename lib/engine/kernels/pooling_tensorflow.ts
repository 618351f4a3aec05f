import * as tf from "@tensorflow/tfjs";
import { both } from "./both.ts";
import { compose } from "./compose.ts";
import { paddingAttributes } from "./convolution_geometry.ts";
import { hasOneDnn, ONE_DNN } from "./one_dnn.ts";
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
import { isRewritten } from "./rewritten.ts";

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
  const isOneDnn = hasOneDnn();
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
    () => ({ inputs: { dy, input, output }, attrs, backend }) => {
      const info = poolGeometry(input.shape, attrs);
      return isOneDnn && !isRewritten()
        ? gradientOfOneDnn(backend, info, dy, input)
        : rawOp(backend, "MaxPoolGrad", attributes(info), [
          input,
          output,
          dy,
        ])[0]!;
    },
  );
}

/**
 * The gradient, from the places that oneDNN's pooling keeps of its maxima. It
 * pools again, and still takes a sixth of the time of TensorFlow's own (16 maps
 * of 128x64 with 64 channels). oneDNN knows no padding that is a number.
 */
function gradientOfOneDnn(
  backend: unknown,
  info: tf.backend_util.Conv2DInfo,
  dy: tf.TensorInfo,
  input: tf.TensorInfo,
): tf.TensorInfo {
  const { top, bottom, left, right } = info.padInfo;
  const paddings = [[0, 0], [top, bottom], [left, right], [0, 0]];
  const isPadded = [top, bottom, left, right].some((side) => side > 0);
  const attributes = [
    ...sizeAttributes(info),
    textAttribute("padding", "VALID"),
    boolAttribute("workspace_enabled", true),
    ONE_DNN,
  ];
  return compose("tensorflow", backend, (run, hold) => {
    const [x, gradient] = both(backend, hold, input, dy);
    const image = isPadded
      ? run("PadV2", { x }, { paddings, constantValue: LOWEST })
      : x;
    const [y, places] = rawOp(
      backend,
      "_MklNativeMaxPool",
      attributes,
      [image],
      2,
    );
    const [dx] = rawOp(backend, "_MklNativeMaxPoolGrad", attributes, [
      image,
      hold(y!),
      gradient,
      hold(places!),
    ]);
    if (!isPadded) return dx!;
    const attrs = { begin: [0, top, left, 0], size: info.inShape };
    return run("Slice", { x: hold(dx!) }, attrs);
  });
}

/** What no maximum is, if there is any other number in its window. */
const LOWEST = -3.4e38;

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
  return [...sizeAttributes(info), ...paddingAttributes(info)];
}

function sizeAttributes(info: tf.backend_util.Conv2DInfo): RawAttribute[] {
  return [
    typeAttribute("T", FLOAT),
    intAttribute("ksize", [1, info.filterHeight, info.filterWidth, 1]),
    intAttribute("strides", [1, info.strideHeight, info.strideWidth, 1]),
    textAttribute("data_format", "NHWC"),
  ];
}
