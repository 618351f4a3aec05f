import type * as tf from "@tensorflow/tfjs";
import { compose, type RunKernel } from "./compose.ts";
import { type ConvolutionAttrs, geometry } from "./convolution_geometry.ts";
import { eachPatchRow } from "./patch_rows.ts";
import { replaceKernel } from "./replace_kernel.ts";
import { onHeap } from "./wasm_heap.ts";

type Shape = [number, number, number, number];

/**
 * Registers the gradients of convolution on wasm as products of matrices.
 *
 * The engine lacks the filter's gradient; its input's gradient is a plain loop,
 * ten times slower than its matrix product.
 */
export function registerConvolutionWasm(): void {
  replaceKernel<"x" | "dy", ConvolutionAttrs & { filterShape: Shape }>(
    "Conv2DBackpropFilter",
    "wasm",
    () => ({ inputs: { x, dy }, attrs, backend }) => {
      const info = geometry(x.shape, attrs.filterShape, attrs);
      return compose(
        "wasm",
        backend,
        (run) => filterGradient(run, backend, x, dy, info),
      );
    },
  );
  replaceKernel<"dy" | "filter", ConvolutionAttrs & { inputShape: Shape }>(
    "Conv2DBackpropInput",
    "wasm",
    () => ({ inputs: { dy, filter }, attrs, backend }) => {
      const info = geometry(attrs.inputShape, filter.shape, attrs);
      return compose(
        "wasm",
        backend,
        (run) =>
          canFlip(info)
            ? flippedConvolution(run, backend, dy, filter, info)
            : scatteredGradient(run, backend, dy, filter, info),
      );
    },
  );
}

/** Products over more pixels than this spend their time packing the second matrix. */
const PIXELS_A_PRODUCT = 2048;

/**
 * For a few pictures at a time and each row of the window: dyᵀ times that row's
 * patches of x, `[out, width x in]`, added up.
 */
function filterGradient(
  run: RunKernel,
  backend: unknown,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  info: tf.backend_util.Conv2DInfo,
): tf.TensorInfo {
  const { batchSize, filterHeight, outChannels } = info;
  const pixels = info.outHeight * info.outWidth;
  const columns = info.filterWidth * info.inChannels;
  const size = columns * outChannels;
  const filter = zeros(run, info.filterShape);
  const sums = new Float32Array(filterHeight * size);
  const step = Math.max(1, Math.floor(PIXELS_A_PRODUCT / pixels));
  for (let first = 0; first < batchSize; first += step) {
    const pictures = Math.min(step, batchSize - first);
    const rows = pictures * pixels;
    compose("wasm", backend, (run) => {
      const dyT = zeros(run, [outChannels, rows]);
      transposeInto(
        onHeap(backend, dy).subarray(first * pixels * outChannels),
        onHeap(backend, dyT),
        rows,
        outChannels,
      );
      for (let row = 0; row < filterHeight; row++) {
        compose("wasm", backend, (run) => {
          const patches = zeros(run, [rows, columns]);
          copyPatches(
            { info, row, first, pictures },
            onHeap(backend, x),
            onHeap(backend, patches),
          );
          const product = run("BatchMatMul", { a: dyT, b: patches }, {
            transposeA: false,
            transposeB: false,
          });
          const values = onHeap(backend, product);
          const sum = sums.subarray(row * size, (row + 1) * size);
          for (let i = 0; i < size; i++) sum[i]! += values[i]!;
          return [];
        });
      }
      return [];
    });
  }
  const result = onHeap(backend, filter);
  for (let row = 0; row < filterHeight; row++) {
    transposeInto(
      sums.subarray(row * size),
      result.subarray(row * size, (row + 1) * size),
      outChannels,
      columns,
    );
  }
  return filter;
}

function copyPatches(
  window: Parameters<typeof eachPatchRow>[0],
  from: Float32Array,
  to: Float32Array,
): void {
  const columns = window.info.filterWidth * window.info.inChannels;
  eachPatchRow(window, (pixel, start, length, skip) => {
    const target = pixel * columns + skip;
    if (length > 64) to.set(from.subarray(start, start + length), target);
    else for (let i = 0; i < length; i++) to[target + i] = from[start + i]!;
  });
}

function zeros(run: RunKernel, shape: readonly number[]): tf.TensorInfo {
  return run("Fill", {}, { shape: [...shape], value: 0, dtype: "float32" });
}

/** At stride 1 the input's gradient is a convolution of dy with the filter turned round. */
function canFlip(info: tf.backend_util.Conv2DInfo): boolean {
  return info.strideHeight === 1 && info.strideWidth === 1 &&
    info.padInfo.top < info.filterHeight &&
    info.padInfo.bottom < info.filterHeight &&
    info.padInfo.left < info.filterWidth &&
    info.padInfo.right < info.filterWidth;
}

function flippedConvolution(
  run: RunKernel,
  backend: unknown,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  info: tf.backend_util.Conv2DInfo,
): tf.TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels, padInfo } = info;
  const turned = zeros(run, [
    filterHeight,
    filterWidth,
    outChannels,
    inChannels,
  ]);
  const [from, to] = [onHeap(backend, filter), onHeap(backend, turned)];
  const cells = filterHeight * filterWidth;
  const size = inChannels * outChannels;
  for (let cell = 0; cell < cells; cell++) {
    transposeInto(
      from.subarray((cells - 1 - cell) * size),
      to.subarray(cell * size, (cell + 1) * size),
      inChannels,
      outChannels,
    );
  }
  return run("Conv2D", { x: dy, filter: turned }, {
    strides: 1,
    dilations: 1,
    dataFormat: "NHWC",
    pad: [
      [0, 0],
      [filterHeight - 1 - padInfo.top, filterHeight - 1 - padInfo.bottom],
      [filterWidth - 1 - padInfo.left, filterWidth - 1 - padInfo.right],
      [0, 0],
    ],
  });
}

/** At other strides: dy times each row of the filter, added where the window lay. */
function scatteredGradient(
  run: RunKernel,
  backend: unknown,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  info: tf.backend_util.Conv2DInfo,
): tf.TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels } = info;
  const pixels = info.batchSize * info.outHeight * info.outWidth;
  const columns = filterWidth * inChannels;
  const flatDy = run("Reshape", { x: dy }, { shape: [pixels, outChannels] });
  const dx = zeros(run, info.inShape);
  for (let row = 0; row < filterHeight; row++) {
    compose("wasm", backend, (run) => {
      const turned = zeros(run, [outChannels, columns]);
      transposeInto(
        onHeap(backend, filter).subarray(row * columns * outChannels),
        onHeap(backend, turned),
        columns,
        outChannels,
      );
      const product = run("BatchMatMul", { a: flatDy, b: turned }, {
        transposeA: false,
        transposeB: false,
      });
      const [from, to] = [onHeap(backend, product), onHeap(backend, dx)];
      eachPatchRow({ info, row }, (pixel, start, length, skip) => {
        const source = pixel * columns + skip;
        for (let i = 0; i < length; i++) to[start + i]! += from[source + i]!;
      });
      return [];
    });
  }
  return dx;
}

/** Writes a `[rows, columns]` matrix as `[columns, rows]`, in blocks that stay in the cache. */
function transposeInto(
  from: Float32Array,
  to: Float32Array,
  rows: number,
  columns: number,
): void {
  for (let top = 0; top < rows; top += 32) {
    const bottom = Math.min(top + 32, rows);
    for (let left = 0; left < columns; left += 8) {
      const right = Math.min(left + 8, columns);
      for (let column = left; column < right; column++) {
        for (let row = top; row < bottom; row++) {
          to[column * rows + row] = from[row * columns + column]!;
        }
      }
    }
  }
}
