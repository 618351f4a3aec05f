import type * as tf from "@tensorflow/tfjs";
import { compose, type RunKernel } from "./compose.ts";
import { type ConvolutionAttrs, geometry } from "./convolution_geometry.ts";
import type { EngineName } from "./engine_name.ts";
import { replaceKernel } from "./replace_kernel.ts";

/**
 * Registers the gradient of a convolution's filter as products of matrices.
 *
 * For each cell of the window: the pixels of x it met, as a matrix, transposed,
 * times dy. WebGPU's own takes one thread a weight, each of which walks over the
 * whole batch.
 *
 * @param engine The engine; made for webgpu, right on any.
 */
export function registerConvolutionFilter(engine: EngineName): void {
  replaceKernel<
    "x" | "dy",
    ConvolutionAttrs & { filterShape: [number, number, number, number] }
  >(
    "Conv2DBackpropFilter",
    engine,
    (original) => ({ inputs: { x, dy }, attrs, backend }) => {
      const info = geometry(x.shape, attrs.filterShape, attrs);
      return info.dataFormat === "channelsLast"
        ? compose(engine, backend, (run) => filterGradient(run, x, dy, info))
        : original!({ inputs: { x, dy }, attrs, backend });
    },
  );
}

function filterGradient(
  run: RunKernel,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  info: tf.backend_util.Conv2DInfo,
): tf.TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels } = info;
  const { strideHeight, strideWidth, outHeight, outWidth, padInfo } = info;
  const pixels = info.batchSize * outHeight * outWidth;
  const flatDy = run("Reshape", { x: dy }, { shape: [pixels, outChannels] });
  const whole = padInfo.top + padInfo.bottom + padInfo.left + padInfo.right > 0
    ? run("PadV2", { x }, {
      paddings: [
        [0, 0],
        [padInfo.top, padInfo.bottom],
        [padInfo.left, padInfo.right],
        [0, 0],
      ],
      constantValue: 0,
    })
    : x;
  const cells: tf.TensorInfo[] = [];
  for (let row = 0; row < filterHeight; row++) {
    for (let column = 0; column < filterWidth; column++) {
      const met = run("StridedSlice", { x: whole }, {
        begin: [0, row, column, 0],
        end: [
          info.batchSize,
          row + (outHeight - 1) * strideHeight + 1,
          column + (outWidth - 1) * strideWidth + 1,
          inChannels,
        ],
        strides: [1, strideHeight, strideWidth, 1],
        beginMask: 0,
        endMask: 0,
        ellipsisMask: 0,
        newAxisMask: 0,
        shrinkAxisMask: 0,
      });
      cells.push(
        run("BatchMatMul", {
          a: run("Reshape", { x: met }, { shape: [pixels, inChannels] }),
          b: flatDy,
        }, { transposeA: true, transposeB: false }),
      );
    }
  }
  const stacked = cells.length === 1 ? cells[0]! : run("Concat", cells, {
    axis: 0,
  });
  return run("Reshape", { x: stacked }, { shape: info.filterShape });
}
