import * as tf from "@tensorflow/tfjs";
import { both } from "./both.ts";
import { compose } from "./compose.ts";
import {
  convolutionAttributes,
  type ConvolutionAttrs,
  geometry,
  isPadded,
  pad,
  paddedShape,
  paddingAttributes,
  paddings,
  sizeAttributes,
} from "./convolution_geometry.ts";
import { hasOneDnn, ONE_DNN } from "./one_dnn.ts";
import {
  isPointwise,
  pointwiseConvolution,
  pointwiseFilterGradient,
  pointwiseImageGradient,
} from "./pointwise_convolution.ts";
import { rawOp } from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";
import { isRewritten } from "./rewritten.ts";
import {
  isWinograd,
  winogradConvolution,
  winogradFilterGradient,
  winogradImageGradient,
} from "./winograd_tensorflow.ts";

/**
 * Registers tensorflow's convolution and its gradients with any padding.
 *
 * The package's own refuse a padding that is a number. The ops would take
 * explicit paddings, but eager TensorFlow sends those past oneDNN to slow
 * kernels (over 100 times as slow for 512 channels on a 4x2 map). So a padding
 * that equals "SAME" is called that, and any other is added to the image
 * beforehand and taken off the gradient.
 */
export function registerConvolutionTensorflow(): void {
  const isOneDnn = hasOneDnn();
  replaceKernel<"x" | "filter", ConvolutionAttrs>(
    "Conv2D",
    "tensorflow",
    () => ({ inputs: { x, filter }, attrs, backend }) => {
      const info = geometry(x.shape, filter.shape, attrs);
      if (isOneDnn && isWinograd(info)) {
        return winogradConvolution(backend, info, x, filter);
      }
      if (isPointwise(info)) {
        return pointwiseConvolution(backend, info, x, filter);
      }
      if (isPadded(info) && isOneDnn && !isRewritten()) {
        return rawOp(backend, "_MklNativeConv2D", [
          ...sizeAttributes(info),
          ...paddingAttributes(info),
          ONE_DNN,
        ], [x, filter])[0]!;
      }
      return compose("tensorflow", backend, (run) => {
        const image = isPadded(info) ? pad(run, x, info) : x;
        return convolve(backend, "Conv2D", info, [image, filter]);
      });
    },
  );
  replaceKernel<
    "x" | "dy",
    ConvolutionAttrs & { filterShape: [number, number, number, number] }
  >(
    "Conv2DBackpropFilter",
    "tensorflow",
    () => ({ inputs: { x, dy }, attrs, backend }) => {
      const info = geometry(x.shape, attrs.filterShape, attrs);
      if (isPointwise(info)) {
        return pointwiseFilterGradient(backend, info, x, dy);
      }
      if (isOneDnn && isWinograd(info)) {
        return winogradFilterGradient(backend, info, x, dy);
      }
      const sizes = tf.tensor1d(info.filterShape, "int32");
      const op = "Conv2DBackpropFilter";
      const gradient = isPadded(info)
        ? compose("tensorflow", backend, (run, hold) => {
          const [given, gradient] = both(backend, hold, x, dy);
          const image = pad(run, given, info);
          return convolve(backend, op, info, [image, sizes, gradient]);
        })
        : convolve(backend, op, info, [x, sizes, dy]);
      sizes.dispose();
      return gradient;
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
      if (isOneDnn && isWinograd(info)) {
        return winogradImageGradient(backend, info, dy, filter);
      }
      if (isPointwise(info) && info.inChannels >= info.outChannels) {
        return pointwiseImageGradient(backend, info, dy, filter);
      }
      const sizes = tf.tensor1d(
        isPadded(info) ? paddedShape(info) : info.inShape,
        "int32",
      );
      const gradient = convolve(backend, "Conv2DBackpropInput", info, [
        sizes,
        filter,
        dy,
      ]);
      sizes.dispose();
      if (!isPadded(info)) return gradient;
      const begin = paddings(info).map(([before]) => before);
      const inner = compose(
        "tensorflow",
        backend,
        (run) => run("Slice", { x: gradient }, { begin, size: info.inShape }),
      );
      gradient.dispose();
      return inner;
    },
  );
}

function convolve(
  backend: unknown,
  op: string,
  info: tf.backend_util.Conv2DInfo,
  inputs: readonly tf.TensorInfo[],
): tf.Tensor {
  return rawOp(backend, op, convolutionAttributes(info), inputs)[0]!;
}
