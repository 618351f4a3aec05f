import * as tf from "@tensorflow/tfjs";
import { isRewritten } from "./rewritten.ts";
import { both } from "./both.ts";
import { compose, type HoldInfo, type RunKernel } from "./compose.ts";
import { FLOAT, INT32, rawOp, textAttribute, typeAttribute } from "./raw_op.ts";
import { transposed, winogradMatrices } from "./winograd_matrices.ts";
import {
  pixelsOf,
  placesOf,
  tilesOf,
  type WinogradCut,
} from "./winograd_places.ts";

/**
 * Where the products are taken, beside infinity. The usual 0, ±1, ±2 loses
 * twice as many digits: 3.5e-6 of the outputs' root mean square over 256
 * channels, these 1.8e-6.
 */
const POINTS = [0, Math.SQRT1_2, -Math.SQRT1_2, Math.SQRT2, -Math.SQRT2];
/** Sides of a window of the image, of the filter and of a tile of the output. */
const [WINDOW, FILTER, TILE] = [6, 3, 4];
/** Fewer channels than so make the transforms dearer than what they save. */
const CHANNELS = 128;

const matrices = winogradMatrices(POINTS);

/**
 * Whether a convolution is better computed as Winograd's: 3x3, stride 1, one
 * zero around, many channels, and maps that tiles of 4x4 fill well enough.
 *
 * It multiplies 36 times a tile where the plain sum multiplies 144 times; with
 * its transforms it takes about half of the time of oneDNN's plain sum for 256
 * or 512 channels, two thirds for 128.
 * Source: A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural
 * Networks, arXiv 1509.09308.
 */
export function isWinograd(info: tf.backend_util.Conv2DInfo): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const { dilationHeight, dilationWidth, padInfo } = info;
  const { top, bottom, left, right } = padInfo;
  const ones = [strideHeight, strideWidth, dilationHeight, dilationWidth];
  return !isRewritten() && info.dataFormat === "channelsLast" &&
    filterHeight === FILTER && filterWidth === FILTER &&
    [...ones, top, bottom, left, right].every((one) => one === 1) &&
    Math.min(info.inChannels, info.outChannels) >= CHANNELS &&
    products(cutOf(info)) <= MOST * info.batchSize * info.inHeight *
        info.inWidth * FILTER ** 2;
}

/** The largest part of the plain sum's products that still pays. */
const MOST = 0.5;

function products(cut: WinogradCut): number {
  return WINDOW ** 2 * tilesOf(cut);
}

/**
 * A convolution with {@linkcode isWinograd}: each tile of the output is
 * tile · ((filter · w) ⊙ (window · x)), where ⊙ is a matrix product over the
 * channels at each of the 36 places.
 *
 * @param backend The tfjs backend of tensorflow.
 * @param info Sizes of the convolution.
 * @param x The image [batch, row, column, in].
 * @param filter The filter [3, 3, in, out].
 * @returns The maps [batch, row, column, out].
 */
export function winogradConvolution(
  backend: unknown,
  info: tf.backend_util.Conv2DInfo,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
): tf.TensorInfo {
  return compose("tensorflow", backend, (run, hold) => {
    const [image, taps] = both(backend, hold, x, filter);
    const w = transform(run, hold, matrices.filter, taps, info.inChannels);
    const a = windowsOf(backend, run, hold, info, image);
    return untiled(run, hold, info, run("BatchMatMul", { a, b: w }, PLAIN));
  });
}

/** The gradient of {@linkcode winogradConvolution} for the image: one of dy with the filter turned by half. */
export function winogradImageGradient(
  backend: unknown,
  info: tf.backend_util.Conv2DInfo,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
): tf.TensorInfo {
  const turned = matrices.filter.map((row) => row.toReversed());
  return compose("tensorflow", backend, (run, hold) => {
    const [image, taps] = both(backend, hold, dy, filter);
    const w = transform(run, hold, turned, taps, info.inChannels);
    const a = windowsOf(backend, run, hold, info, image);
    const product = run("BatchMatMul", { a, b: w }, {
      ...PLAIN,
      transposeB: true,
    });
    return untiled(run, hold, info, product);
  });
}

/** The gradient of {@linkcode winogradConvolution} for the filter: its transforms, turned over, in the other order. */
export function winogradFilterGradient(
  backend: unknown,
  info: tf.backend_util.Conv2DInfo,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
): tf.TensorInfo {
  return compose("tensorflow", backend, (run, hold) => {
    const [image, gradients] = both(backend, hold, x, dy);
    const places = hold(indices(pixelsOf(cutOf(info), TILE, 0)));
    const tiles = gather(backend, run, hold, gradients, places);
    const rows = tilesOf(cutOf(info));
    const b = transform(run, hold, transposed(matrices.tile), tiles, rows);
    const a = windowsOf(backend, run, hold, info, image);
    const product = run("BatchMatMul", { a, b }, {
      ...PLAIN,
      transposeA: true,
    });
    const back = transposed(matrices.filter);
    const gradient = transform(run, hold, back, product, info.inChannels);
    return run("Reshape", { x: gradient }, { shape: info.filterShape });
  });
}

const PLAIN = { transposeA: false, transposeB: false };

function cutOf(info: tf.backend_util.Conv2DInfo): WinogradCut {
  const { batchSize: batch, inHeight: height, inWidth: width } = info;
  return { batch, height, width, tile: TILE };
}

/** The image's windows [place, tile, channel], transformed. */
function windowsOf(
  backend: unknown,
  run: RunKernel,
  hold: HoldInfo,
  info: tf.backend_util.Conv2DInfo,
  image: tf.TensorInfo,
): tf.TensorInfo {
  const cut = cutOf(info);
  const places = hold(indices(pixelsOf(cut, WINDOW, 1)));
  const windows = gather(backend, run, hold, image, places);
  return transform(run, hold, matrices.window, windows, tilesOf(cut));
}

/** A matrix times all places of a tensor, the result as [place, row, channel]. */
function transform(
  run: RunKernel,
  hold: HoldInfo,
  matrix: readonly (readonly number[])[],
  x: tf.TensorInfo,
  rows: number,
): tf.TensorInfo {
  const [to, from] = [matrix.length, matrix[0]!.length];
  const a = hold(tf.tensor3d(matrix.flat(), [1, to, from]));
  const b = run("Reshape", { x }, { shape: [1, from, -1] });
  const product = run("BatchMatMul", { a, b }, PLAIN);
  return run("Reshape", { x: product }, { shape: [to, rows, -1] });
}

/** Products [place, tile, channel] made maps [batch, row, column, channel]. */
function untiled(
  run: RunKernel,
  hold: HoldInfo,
  info: tf.backend_util.Conv2DInfo,
  product: tf.TensorInfo,
): tf.TensorInfo {
  const cut = cutOf(info);
  const tiles = transform(run, hold, matrices.tile, product, tilesOf(cut));
  const channels = product.shape[2]!;
  const rows = run("Reshape", { x: tiles }, { shape: [-1, channels] });
  const places = hold(tf.tensor1d(placesOf(cut), "int32"));
  const maps = run("GatherV2", { x: rows, indices: places }, {
    axis: 0,
    batchDims: 0,
  });
  const shape = [cut.batch, cut.height, cut.width, channels];
  return run("Reshape", { x: maps }, { shape });
}

function indices(places: Int32Array): tf.Tensor {
  return tf.tensor2d(places, [places.length, 1], "int32");
}

/** A row of channels a place; of a place outside, zeros. */
function gather(
  backend: unknown,
  run: RunKernel,
  hold: HoldInfo,
  image: tf.TensorInfo,
  places: tf.TensorInfo,
): tf.TensorInfo {
  const channels = image.shape[3]!;
  const rows = run("Reshape", { x: image }, { shape: [-1, channels] });
  return hold(
    rawOp(backend, "GatherNd", [
      typeAttribute("Tparams", FLOAT),
      typeAttribute("Tindices", INT32),
      textAttribute("bad_indices_policy", "IGNORE"),
    ], [rows, places])[0]!,
  );
}
