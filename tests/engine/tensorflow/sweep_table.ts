import * as tf from "@tensorflow/tfjs";
import { random } from "../../../lib/random/mod.ts";

/** What an op gives. */
export type Made = tf.Tensor | readonly tf.Tensor[];

/** The tensors that ops draw, by word and shape. */
export type Drawn = Record<string, tf.Tensor>;

let given: Drawn | undefined;
let noted: Drawn | undefined;

/** Makes something of the tensors that are given, in place of drawn ones. */
export function drawnFrom<Result>(drawn: Drawn, make: () => Result): Result {
  given = drawn;
  try {
    return make();
  } finally {
    given = undefined;
  }
}

/** What something draws when it is made; the caller disposes it. */
export function drawnBy(make: () => unknown): Drawn {
  const drawn: Drawn = noted = {};
  try {
    tf.tidy(() => void make());
    return drawn;
  } finally {
    noted = undefined;
  }
}

/** Numbers from -2 to 2, the same for the same word. */
function draw<Rank extends tf.Rank = tf.Rank>(
  word: string,
  ...shape: number[]
): tf.Tensor<Rank> {
  const key = `${word} ${shape}`;
  if (given?.[key]) return given[key].clone() as tf.Tensor<Rank>;
  const drawn = fresh<Rank>(word, shape);
  if (noted) noted[key] ??= tf.keep(drawn.clone());
  return drawn;
}

function fresh<Rank extends tf.Rank>(
  word: string,
  shape: readonly number[],
): tf.Tensor<Rank> {
  const { next } = random(5).split(word);
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float32Array.from({ length: size }, () => 4 * next() - 2);
  return tf.tensor<Rank>(values, [...shape] as tf.ShapeMap[Rank]);
}

const row = () => draw<tf.Rank.R1>("row", 6);
const grid = () => draw<tf.Rank.R2>("grid", 4, 6);
const other = () => draw<tf.Rank.R2>("other", 4, 6);
const whole = () => tf.tensor2d([7, -7, 3, 0, 12, 5], [2, 3], "int32");
const flags = () => tf.tensor1d([true, false, true, true, false, false]);
const image = () => draw<tf.Rank.R4>("image", 2, 6, 7, 3);
const filter = () => draw<tf.Rank.R4>("filter", 3, 3, 3, 4);
const depth = () => draw<tf.Rank.R4>("depth", 3, 3, 3, 2);
const video = () => draw<tf.Rank.R5>("video", 1, 4, 5, 5, 2);
const positive = () => tf.add(tf.abs(grid()), 0.1);
const boxes = () => tf.tensor2d([[0, 0, 1, 1], [0, 0.1, 1, 1.1], [2, 2, 3, 3]]);
const wave = () => tf.complex(draw("real", 2, 8), draw("imaginary", 2, 8));

/** Every op of tfjs that the engine has kernels for. */
export const OPS: Readonly<Record<string, () => Made>> = {
  // arithmetic
  add: () => tf.add(grid(), row()),
  sub: () => tf.sub(grid(), row()),
  mul: () => tf.mul(grid(), row()),
  div: () => tf.div(grid(), positive()),
  divNoNan: () => tf.divNoNan(grid(), tf.step(other())),
  floorDiv: () => tf.floorDiv(whole(), tf.scalar(2, "int32")),
  mod: () => tf.mod(whole(), tf.scalar(4, "int32")),
  pow: () => tf.pow(positive(), other()),
  maximum: () => tf.maximum(grid(), other()),
  minimum: () => tf.minimum(grid(), other()),
  squaredDifference: () => tf.squaredDifference(grid(), other()),
  atan2: () => tf.atan2(grid(), other()),
  addN: () => tf.addN([grid(), other(), grid()]),
  // one by one
  abs: () => tf.abs(grid()),
  acos: () => tf.acos(tf.mul(grid(), 0.4)),
  asin: () => tf.asin(tf.mul(grid(), 0.4)),
  atanh: () => tf.atanh(tf.mul(grid(), 0.4)),
  acosh: () => tf.acosh(tf.add(positive(), 1)),
  asinh: () => tf.asinh(grid()),
  atan: () => tf.atan(grid()),
  ceil: () => tf.ceil(grid()),
  clipByValue: () => tf.clipByValue(grid(), -1, 1),
  cos: () => tf.cos(grid()),
  cosh: () => tf.cosh(grid()),
  elu: () => tf.elu(grid()),
  erf: () => tf.erf(grid()),
  exp: () => tf.exp(grid()),
  expm1: () => tf.expm1(grid()),
  floor: () => tf.floor(grid()),
  isFinite: () => tf.isFinite(tf.div(row(), flags())),
  isInf: () => tf.isInf(tf.div(row(), flags())),
  isNaN: () => tf.isNaN(tf.sqrt(row())),
  leakyRelu: () => tf.leakyRelu(grid(), 0.3),
  log: () => tf.log(positive()),
  log1p: () => tf.log1p(positive()),
  logSigmoid: () => tf.logSigmoid(grid()),
  neg: () => tf.neg(grid()),
  prelu: () => tf.prelu(grid(), tf.abs(other())),
  reciprocal: () => tf.reciprocal(positive()),
  relu: () => tf.relu(grid()),
  relu6: () => tf.relu6(tf.mul(grid(), 5)),
  round: () => tf.round(grid()),
  rsqrt: () => tf.rsqrt(positive()),
  selu: () => tf.selu(grid()),
  sigmoid: () => tf.sigmoid(grid()),
  sign: () => tf.sign(grid()),
  sin: () => tf.sin(grid()),
  sinh: () => tf.sinh(grid()),
  softplus: () => tf.softplus(grid()),
  sqrt: () => tf.sqrt(positive()),
  square: () => tf.square(grid()),
  step: () => tf.step(grid(), 0.5),
  tan: () => tf.tan(grid()),
  tanh: () => tf.tanh(grid()),
  // logic
  equal: () => tf.equal(whole(), 3),
  greater: () => tf.greater(grid(), row()),
  greaterEqual: () => tf.greaterEqual(grid(), row()),
  less: () => tf.less(grid(), row()),
  lessEqual: () => tf.lessEqual(grid(), row()),
  notEqual: () => tf.notEqual(whole(), 3),
  logicalAnd: () => tf.logicalAnd(flags(), true),
  logicalNot: () => tf.logicalNot(flags()),
  logicalOr: () => tf.logicalOr(flags(), false),
  logicalXor: () => tf.logicalXor(flags(), true),
  where: () => tf.where(flags(), row(), tf.neg(row())),
  // reductions
  all: () => tf.all(flags()),
  any: () => tf.any(flags()),
  argMax: () => tf.argMax(grid(), 1),
  argMin: () => tf.argMin(grid(), 0),
  max: () => tf.max(grid(), 1, true),
  mean: () => tf.mean(grid(), 0),
  min: () => tf.min(grid(), [0, 1]),
  prod: () => tf.prod(grid(), 1),
  sum: () => tf.sum(grid(), [0]),
  sumInt: () => tf.sum(whole()),
  logSumExp: () => tf.logSumExp(grid(), 1),
  moments: () => Object.values(tf.moments(grid(), 0)),
  softmax: () => tf.softmax(grid()),
  logSoftmax: () => tf.logSoftmax(grid()),
  cumsum: () => tf.cumsum(grid(), 1, true, true),
  cumprod: () => tf.cumprod(grid(), 0),
  bincount: () => tf.bincount(tf.tensor1d([1, 1, 3], "int32"), [], 5),
  topk: () => Object.values(tf.topk(grid(), 3)),
  unique: () => Object.values(tf.unique(tf.tensor1d([3, 1, 3, 2, 1]))),
  unsortedSegmentSum: () =>
    tf.unsortedSegmentSum(grid(), tf.tensor1d([2, 0, 2, 1], "int32"), 3),
  // shapes
  batchToSpaceND: () =>
    tf.batchToSpaceND(draw("batch", 4, 2, 2, 1), [2, 2], [[0, 0], [0, 0]]),
  broadcastTo: () => tf.broadcastTo(row(), [3, 6]),
  broadcastArgs: () =>
    tf.broadcastArgs(
      tf.tensor1d([3, 1, 4], "int32"),
      tf.tensor1d([5, 1], "int32"),
    ),
  cast: () => tf.cast(grid(), "int32"),
  concat: () => tf.concat([grid(), other(), grid()], 1),
  concatInt: () => tf.concat([whole(), whole()], 0),
  depthToSpace: () => tf.depthToSpace(draw("space", 1, 2, 2, 8), 2),
  diag: () => tf.diag(row()),
  expandDims: () => tf.expandDims(grid(), 1),
  eye: () => tf.eye(4),
  fill: () => tf.fill([2, 3], 1.5),
  gather: () => tf.gather(grid(), tf.tensor1d([3, 0, 3], "int32")),
  gatherBatched: () =>
    tf.gather(
      grid(),
      tf.tensor2d([[5, 0], [1, 1], [2, 3], [4, 4]], undefined, "int32"),
      1,
      1,
    ),
  gatherND: () =>
    tf.gatherND(grid(), tf.tensor2d([[0, 5], [3, 1]], [2, 2], "int32")),
  linspace: () => tf.linspace(-1, 2, 7),
  mirrorPad: () => tf.mirrorPad(grid(), [[1, 2], [2, 1]], "reflect"),
  oneHot: () => tf.oneHot(tf.tensor1d([0, 2, 1], "int32"), 4, 5, -1),
  onesLike: () => tf.onesLike(whole()),
  pad: () => tf.pad(grid(), [[1, 0], [0, 2]], 3),
  range: () => tf.range(1, 9, 3),
  reshape: () => tf.reshape(grid(), [3, 8]),
  reverse: () => tf.reverse(grid(), 1),
  scatterND: () =>
    tf.scatterND(
      tf.tensor2d([[4], [1]], [2, 1], "int32"),
      tf.tensor1d([7, 8]),
      [6],
    ),
  slice: () => tf.slice(grid(), [1, 2], [2, 3]),
  spaceToBatchND: () =>
    tf.spaceToBatchND(draw("space", 1, 4, 4, 1), [2, 2], [[0, 0], [0, 0]]),
  sparseToDense: () =>
    tf.sparseToDense(tf.tensor1d([1, 4], "int32"), tf.tensor1d([7, 8]), [6], 1),
  split: () => tf.split(grid(), [1, 2, 3], 1),
  squeeze: () => tf.squeeze(tf.expandDims(grid(), 0)),
  stack: () => tf.stack([grid(), other()], 1),
  stridedSlice: () => tf.stridedSlice(grid(), [3, 0], [0, 6], [-1, 2]),
  tensorScatterUpdate: () =>
    tf.tensorScatterUpdate(
      row(),
      tf.tensor2d([[4], [1]], [2, 1], "int32"),
      tf.tensor1d([7, 8]),
    ),
  tile: () => tf.tile(grid(), [2, 1]),
  transpose: () => tf.transpose(image(), [0, 3, 1, 2]),
  unstack: () => tf.unstack(grid(), 1),
  zerosLike: () => tf.zerosLike(grid()),
  // linear algebra
  matMul: () => tf.matMul(grid(), other(), false, true),
  matMulBatched: () => tf.matMul(draw("left", 3, 2, 4), draw("right", 3, 4, 5)),
  dot: () => tf.dot(row(), row()),
  outerProduct: () => tf.outerProduct(row(), row()),
  einsum: () => tf.einsum("ij,kj->ik", grid(), other()),
  einsumTrace: () =>
    tf.einsum("ijk,ijk->i", draw("left", 2, 3, 4), draw("right", 2, 3, 4)),
  bandPart: () => tf.linalg.bandPart(draw("band", 4, 4), 1, 0),
  gramSchmidt: () =>
    tf.linalg.gramSchmidt(draw("schmidt", 3, 3) as tf.Tensor2D),
  // convolution and pooling
  conv1d: () =>
    tf.conv1d(
      draw("line", 2, 9, 3) as tf.Tensor3D,
      draw("short", 3, 3, 2),
      1,
      "same",
    ),
  conv2d: () => tf.conv2d(image(), filter(), 2, "same"),
  conv2dNumber: () => tf.conv2d(image(), filter(), 2, 1),
  conv2dDilated: () => tf.conv2d(image(), filter(), 1, "valid", "NHWC", 2),
  conv2dTranspose: () =>
    tf.conv2dTranspose(
      image(),
      draw("back", 3, 3, 4, 3),
      [2, 12, 14, 4],
      2,
      "same",
    ),
  conv3d: () => tf.conv3d(video(), draw("cube", 2, 2, 2, 2, 3), 1, "valid"),
  depthwiseConv2d: () => tf.depthwiseConv2d(image(), depth(), 1, "same"),
  fusedDepthwiseConv2d: () =>
    tf.fused.depthwiseConv2d({
      x: image(),
      filter: depth(),
      strides: 1,
      pad: "same",
      bias: tf.tensor1d([1, -1, 0, 2, 0, 1]),
      activation: "relu6",
    }),
  separableConv2d: () =>
    tf.separableConv2d(image(), depth(), draw("point", 1, 1, 6, 2), 1, "same"),
  dilation2d: () => tf.dilation2d(image(), draw("hill", 2, 2, 3), 1, "same"),
  avgPool: () => tf.avgPool(image(), 2, 2, "valid"),
  maxPool: () => tf.maxPool(image(), 3, 2, "same"),
  maxPoolNumber: () => tf.maxPool(image(), 3, 2, 1),
  avgPool3d: () => tf.avgPool3d(video(), 2, 1, "valid"),
  maxPool3d: () => tf.maxPool3d(video(), 2, 1, "valid"),
  batchNorm: () =>
    tf.batchNorm(
      image(),
      [0, 1, 2],
      [1, 2, 3],
      [0.1, 0.2, 0.3],
      [1, 1, 2],
      1e-3,
    ),
  localResponseNormalization: () => tf.localResponseNormalization(image()),
  fusedConv2d: () =>
    tf.fused.conv2d({
      x: image(),
      filter: filter(),
      strides: 1,
      pad: "same",
      bias: tf.tensor1d([1, -1, 0, 2]),
      activation: "relu",
    }),
  fusedMatMul: () =>
    tf.fused.matMul({
      a: grid(),
      b: other(),
      transposeB: true,
      bias: tf.tensor1d([1, -1, 0, 2]),
      activation: "elu",
    }),
  // complex numbers
  complex: () => [tf.real(wave()), tf.imag(wave())],
  complexAbs: () => tf.abs(wave()),
  fft: () => parts(tf.spectral.fft(wave())),
  ifft: () => parts(tf.spectral.ifft(wave())),
  rfft: () => parts(tf.spectral.rfft(draw("real", 2, 8))),
  irfft: () => tf.spectral.irfft(wave()),
  // images
  cropAndResize: () =>
    tf.image.cropAndResize(
      image(),
      tf.tensor2d([[0, 0, 0.5, 0.5], [0.2, 0.2, 1, 1]]),
      tf.tensor1d([0, 1], "int32"),
      [4, 4],
    ),
  flipLeftRight: () => tf.image.flipLeftRight(image()),
  resizeBilinear: () => tf.image.resizeBilinear(image(), [9, 5]),
  resizeBilinearCorners: () => tf.image.resizeBilinear(image(), [9, 5], true),
  resizeNearest: () => tf.image.resizeNearestNeighbor(image(), [12, 14]),
  nonMaxSuppression: () =>
    tf.image.nonMaxSuppression(boxes(), tf.tensor1d([0.5, 0.9, 0.3]), 3, 0.5),
  nonMaxSuppressionPadded: () =>
    Object.values(
      tf.image.nonMaxSuppressionPadded(
        boxes(),
        tf.tensor1d([0.5, 0.9, 0.3]),
        4,
        0.5,
        0,
        true,
      ),
    ),
  nonMaxSuppressionWithScore: () =>
    Object.values(
      tf.image.nonMaxSuppressionWithScore(
        boxes(),
        tf.tensor1d([0.5, 0.9, 0.3]),
        3,
        0.5,
        0,
        0,
      ),
    ),
  // strings
  strings: () => tf.tensor2d([["a", "", "über"], ["x".repeat(99), "1", "2"]]),
  stringConcat: () => tf.concat([tf.tensor1d(["a", "b"]), tf.tensor1d(["c"])]),
  stringReshape: () => tf.reshape(tf.tensor1d(["a", "b"]), [2, 1]),
  stringSlice: () => tf.slice(tf.tensor1d(["a", "b", "c"]), 1, 2),
  stringTile: () => tf.tile(tf.tensor1d(["a", "b"]), [2]),
  stringReplace: () =>
    tf.string.staticRegexReplace(tf.tensor1d(["abcab", "b"]), "a.", "x"),
  // certain whatever the seed
  multinomial: () =>
    tf.multinomial(tf.tensor2d([[0, 99, 0], [99, 0, 0]]), 4, 1),
};

/** Ops with a gradient, and what they are taken at. */
export const GRADIENTS: Readonly<
  Record<
    string,
    readonly [(...inputs: tf.Tensor[]) => tf.Tensor, () => tf.Tensor[]]
  >
> = {
  add: [tf.add, () => [grid(), row()]],
  sub: [tf.sub, () => [grid(), row()]],
  mul: [tf.mul, () => [grid(), row()]],
  div: [tf.div, () => [grid(), positive()]],
  pow: [tf.pow, () => [positive(), other()]],
  maximum: [tf.maximum, () => [grid(), other()]],
  minimum: [tf.minimum, () => [grid(), other()]],
  squaredDifference: [tf.squaredDifference, () => [grid(), other()]],
  atan2: [tf.atan2, () => [grid(), other()]],
  abs: [tf.abs, () => [grid()]],
  cos: [tf.cos, () => [grid()]],
  sin: [tf.sin, () => [grid()]],
  exp: [tf.exp, () => [grid()]],
  log: [tf.log, () => [positive()]],
  sqrt: [tf.sqrt, () => [positive()]],
  rsqrt: [tf.rsqrt, () => [positive()]],
  square: [tf.square, () => [grid()]],
  tanh: [tf.tanh, () => [grid()]],
  sigmoid: [tf.sigmoid, () => [grid()]],
  softplus: [tf.softplus, () => [grid()]],
  relu: [tf.relu, () => [grid()]],
  relu6: [tf.relu6, () => [tf.mul(grid(), 5)]],
  elu: [tf.elu, () => [grid()]],
  selu: [tf.selu, () => [grid()]],
  leakyRelu: [(x) => tf.leakyRelu(x, 0.3), () => [grid()]],
  clipByValue: [(x) => tf.clipByValue(x, -1, 1), () => [grid()]],
  sum: [(x) => tf.sum(x, 1), () => [grid()]],
  mean: [(x) => tf.mean(x, 0), () => [grid()]],
  max: [(x) => tf.max(x, 1), () => [grid()]],
  min: [(x) => tf.min(x, 0), () => [grid()]],
  logSumExp: [(x) => tf.logSumExp(x, 1), () => [grid()]],
  softmax: [(x) => tf.softmax(x), () => [grid()]],
  logSoftmax: [(x) => tf.logSoftmax(x), () => [grid()]],
  cumsum: [(x) => tf.cumsum(x, 1), () => [grid()]],
  concat: [(a, b) => tf.concat([a!, b!], 1), () => [grid(), other()]],
  stack: [(a, b) => tf.stack([a!, b!]), () => [grid(), other()]],
  split: [(x) => tf.split(x, [2, 4], 1)[1]!, () => [grid()]],
  unstack: [(x) => tf.unstack(x, 1)[2]!, () => [grid()]],
  slice: [(x) => tf.slice(x, [1, 2], [2, 3]), () => [grid()]],
  pad: [(x) => tf.pad(x, [[1, 0], [0, 2]]), () => [grid()]],
  gather: [
    (x) => tf.gather(x, tf.tensor1d([3, 0, 3], "int32")),
    () => [grid()],
  ],
  where: [(a, b) => tf.where(flags(), a!, b!), () => [row(), tf.neg(row())]],
  tile: [(x) => tf.tile(x, [2, 1]), () => [grid()]],
  transpose: [(x) => tf.transpose(x), () => [grid()]],
  reshape: [(x) => tf.reshape(x, [3, 8]), () => [grid()]],
  matMul: [(a, b) => tf.matMul(a!, b!, false, true), () => [grid(), other()]],
  conv2dSame: [
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, "same"),
    () => [image(), filter()],
  ],
  conv2dNumber: [
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 1),
    () => [image(), filter()],
  ],
  depthwiseConv2d: [
    (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"),
    () => [image(), depth()],
  ],
  avgPool: [
    (x) => tf.avgPool(x as tf.Tensor4D, 2, 2, "valid"),
    () => [image()],
  ],
  maxPool: [(x) => tf.maxPool(x as tf.Tensor4D, 3, 2, "same"), () => [image()]],
  maxPoolNumber: [
    (x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 1),
    () => [image()],
  ],
  resizeBilinear: [
    (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [9, 5]),
    // as wide as high: the cpu engine swaps the two
    () => [draw("square", 2, 6, 6, 3)],
  ],
  resizeNearest: [
    (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [12, 12]),
    // one picture: the cpu engine adds all gradients to the first
    () => [draw("square", 1, 6, 6, 3)],
  ],
  conv3d: [
    (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, "valid"),
    () => [video(), draw("cube", 2, 2, 2, 2, 3)],
  ],
  avgPool3d: [
    (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, "valid"),
    () => [video()],
  ],
  maxPool3d: [
    (x) => tf.maxPool3d(x as tf.Tensor5D, 2, 1, "valid"),
    () => [video()],
  ],
  dilation2d: [
    (x, w) => tf.dilation2d(x as tf.Tensor4D, w as tf.Tensor3D, 1, "same"),
    () => [image(), draw("hill", 2, 2, 3)],
  ],
  localResponseNormalization: [
    (x) => tf.localResponseNormalization(x as tf.Tensor4D),
    () => [image()],
  ],
};

/** What gives the gradients of an op, weighed by drawn slopes. */
export function gradientsOf(name: keyof typeof GRADIENTS): () => Made {
  const [op, inputs] = GRADIENTS[name]!;
  return () =>
    tf.grads((...args: tf.Tensor[]) => {
      const output = op(...args);
      return tf.sum(tf.mul(output, draw("slope", ...output.shape)));
    })(inputs());
}

function parts(wave: tf.Tensor): tf.Tensor[] {
  return [tf.real(wave), tf.imag(wave)];
}
