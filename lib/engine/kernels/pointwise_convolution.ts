import type * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import { boolAttribute, FLOAT, rawOp, typeAttribute } from "./raw_op.ts";

/**
 * Whether each pixel of the output comes of one pixel of the input: then a
 * convolution is a matrix product with a row a pixel, which takes the filter
 * as it lies; oneDNN's convolution brings it into an order of its own first.
 */
export function isPointwise(info: tf.backend_util.Conv2DInfo): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const { top, bottom, left, right } = info.padInfo;
  return info.dataFormat === "channelsLast" &&
    [filterHeight, filterWidth, strideHeight, strideWidth].every((one) =>
      one === 1
    ) && [top, bottom, left, right].every((side) => side === 0);
}

/** A convolution with {@linkcode isPointwise}: x w. */
export function pointwiseConvolution(
  backend: unknown,
  info: tf.backend_util.Conv2DInfo,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
): tf.TensorInfo {
  const { inChannels, outChannels, outShape } = info;
  const a = { of: x, columns: inChannels };
  return product(backend, a, { of: filter, columns: outChannels }, outShape);
}

/** Its gradient for the image: dy wᵀ. */
export function pointwiseImageGradient(
  backend: unknown,
  info: tf.backend_util.Conv2DInfo,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
): tf.TensorInfo {
  const { outChannels, inShape } = info;
  const b = { of: filter, columns: outChannels, isTurned: true };
  return product(backend, { of: dy, columns: outChannels }, b, inShape);
}

/** Its gradient for the filter: xᵀ dy. */
export function pointwiseFilterGradient(
  backend: unknown,
  info: tf.backend_util.Conv2DInfo,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
): tf.TensorInfo {
  const { inChannels, outChannels, filterShape } = info;
  const a = { of: x, columns: inChannels, isTurned: true };
  return product(backend, a, { of: dy, columns: outChannels }, filterShape);
}

/** A tensor as a matrix with so many columns, transposed or not. */
interface Factor {
  readonly of: tf.TensorInfo;
  readonly columns: number;
  readonly isTurned?: boolean;
}

function product(
  backend: unknown,
  a: Factor,
  b: Factor,
  shape: readonly number[],
): tf.TensorInfo {
  return compose("tensorflow", backend, (run, hold) => {
    const [first, second] = [a, b].map(({ of, columns }) =>
      run("Reshape", { x: of }, { shape: [-1, columns] })
    );
    const [x] = rawOp(backend, "MatMul", [
      typeAttribute("T", FLOAT),
      boolAttribute("transpose_a", a.isTurned ?? false),
      boolAttribute("transpose_b", b.isTurned ?? false),
    ], [first!, second!]);
    return run("Reshape", { x: hold(x!) }, { shape });
  });
}
