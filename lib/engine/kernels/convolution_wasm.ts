import type * as tf from "@tensorflow/tfjs";
import { compose, type RunKernel } from "./compose.ts";
import { type ConvolutionAttrs, geometry } from "./convolution_tensorflow.ts";
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

/** For each row of the window: dyᵀ times that row's patches of x, `[out, width × in]`. */
function filterGradient(
  run: RunKernel,
  backend: unknown,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  info: tf.backend_util.Conv2DInfo,
): tf.TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels } = info;
  const pixels = info.batchSize * info.outHeight * info.outWidth;
  const columns = filterWidth * inChannels;
  const dyT = run("Transpose", {
    x: run("Reshape", { x: dy }, { shape: [pixels, outChannels] }),
  }, { perm: [1, 0] });
  const rows: tf.TensorInfo[] = [];
  for (let row = 0; row < filterHeight; row++) {
    const patches = isProduct(info)
      ? run("Reshape", { x }, { shape: [pixels, columns] })
      : patchesOfRow(run, backend, x, info, row);
    const product = run("BatchMatMul", { a: dyT, b: patches }, {
      transposeA: false,
      transposeB: false,
    });
    rows.push(run("Transpose", { x: product }, { perm: [1, 0] }));
  }
  const stacked = rows.length === 1 ? rows[0]! : run("Concat", rows, {
    axis: 0,
  });
  return run("Reshape", { x: stacked }, { shape: info.filterShape });
}

/** A 1x1 window that meets each pixel once: convolution is then the matrix product. */
function isProduct(info: tf.backend_util.Conv2DInfo): boolean {
  const { top, bottom, left, right } = info.padInfo;
  return info.filterHeight === 1 && info.filterWidth === 1 &&
    info.strideHeight === 1 && info.strideWidth === 1 &&
    top + bottom + left + right === 0;
}

function patchesOfRow(
  run: RunKernel,
  backend: unknown,
  x: tf.TensorInfo,
  info: tf.backend_util.Conv2DInfo,
  row: number,
): tf.TensorInfo {
  const columns = info.filterWidth * info.inChannels;
  const pixels = info.batchSize * info.outHeight * info.outWidth;
  const patches = run("Fill", {}, {
    shape: [pixels, columns],
    value: 0,
    dtype: "float32",
  });
  const [from, to] = [onHeap(backend, x), onHeap(backend, patches)];
  eachPatchRow({ info, row }, (pixel, start, length, skip) => {
    const target = pixel * columns + skip;
    if (length > 64) to.set(from.subarray(start, start + length), target);
    else for (let i = 0; i < length; i++) to[target + i] = from[start + i]!;
  });
  return patches;
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
  const turned = run("Fill", {}, {
    shape: [filterHeight, filterWidth, outChannels, inChannels],
    value: 0,
    dtype: "float32",
  });
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
  const dx = run("Fill", {}, {
    shape: info.inShape,
    value: 0,
    dtype: "float32",
  });
  for (let row = 0; row < filterHeight; row++) {
    compose("wasm", backend, (run) => {
      const turned = run("Fill", {}, {
        shape: [outChannels, columns],
        value: 0,
        dtype: "float32",
      });
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

/** Writes a `[rows, columns]` matrix as `[columns, rows]`. */
function transposeInto(
  from: Float32Array,
  to: Float32Array,
  rows: number,
  columns: number,
): void {
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      to[column * rows + row] = from[row * columns + column]!;
    }
  }
}
