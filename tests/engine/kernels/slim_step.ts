import * as tf from "@tensorflow/tfjs";
import {
  adamUpdate,
  batchNormTrain,
  momentumUpdate,
  statelessUniform,
} from "../../../lib/engine/kernels/mod.ts";
import { noise } from "./against_cpu.ts";

/** Names and shapes of the parameters of a net with one block of each kind. */
const SHAPES: Record<string, number[]> = {
  stem: [7, 7, 3, 4],
  reduce: [1, 1, 4, 4],
  middle: [3, 3, 4, 4],
  expand: [1, 1, 4, 8],
  shortcut: [1, 1, 4, 8],
  dense: [8, 6],
  class: [5, 6],
  bias: [6],
};

/**
 * One whole training step with every kind of arithmetic a recipe asks for, on
 * pictures of `[4, 25, 18, 3]`.
 *
 * @returns The loss, and each parameter after an update by Adam and by momentum.
 */
export function slimStep(): Record<string, tf.Tensor> {
  const params: Record<string, tf.Tensor> = {};
  for (const [name, shape] of Object.entries(SHAPES)) {
    params[name] = tf.mul(noise(name, ...shape), 0.3);
  }
  const names = Object.keys(params);
  const label = tf.tensor1d([0, 3, 1, 4], "int32");
  const seed = tf.tensor1d([5, 6], "int32");
  const images = noise("images", 4, 25, 18, 3) as tf.Tensor4D;
  const { value, grads } = tf.valueAndGrads((...list: tf.Tensor[]) => {
    const p = Object.fromEntries(names.map((name, i) => [name, list[i]!]));
    return loss(p, images, label, seed);
  })(names.map((name) => params[name]!));
  const result: Record<string, tf.Tensor> = { value };
  const norm = tf.sqrt(
    tf.addN(grads.map((gradient) => tf.sum(tf.square(gradient)))),
  );
  const share = tf.minimum(1, tf.div(5, tf.maximum(norm, 1e-6)));
  names.forEach((name, i) => {
    const param = params[name]!;
    const gradient = tf.mul(tf.clipByValue(grads[i]!, -9, 9), share);
    const zero = tf.zerosLike(param);
    result[`${name} gradient`] = gradient;
    result[`${name} adam`] = adamUpdate({
      param,
      gradient,
      firstMoment: zero,
      secondMoment: zero,
      step: tf.scalar(0.1),
      root: tf.scalar(0.03),
    }, { epsilon: 1e-1 }).param;
    result[`${name} momentum`] = momentumUpdate({
      param,
      gradient,
      velocity: zero,
      rate: tf.scalar(0.1),
    }).param;
  });
  return result;
}

function loss(
  p: Record<string, tf.Tensor>,
  images: tf.Tensor4D,
  label: tf.Tensor1D,
  seed: tf.Tensor1D,
): tf.Scalar {
  const conv = (x: tf.Tensor, name: string, stride: number, pad: number) =>
    tf.conv2d(x as tf.Tensor4D, p[name] as tf.Tensor4D, stride, pad);
  const norm = <T extends tf.Tensor2D | tf.Tensor4D>(x: T) => {
    const channels = x.shape[x.rank - 1]!;
    return batchNormTrain(x, tf.ones([channels]), tf.zeros([channels]), 1e-3).y;
  };
  let x: tf.Tensor4D = tf.relu(norm(conv(images, "stem", 2, 3)));
  x = tf.maxPool(x, 3, 2, 1);
  let branch = tf.relu(norm(conv(x, "reduce", 1, 0)));
  branch = tf.relu(norm(conv(branch, "middle", 2, 1)));
  branch = norm(conv(branch, "expand", 1, 0));
  x = tf.relu(tf.add(branch, norm(conv(x, "shortcut", 2, 0))));
  const pooled = tf.mean(x, [1, 2]) as tf.Tensor2D;
  const kept = tf.cast(
    tf.greaterEqual(statelessUniform(pooled.shape, seed, 1), 0.3),
    "float32",
  );
  const dropped = tf.div(tf.mul(norm(pooled), kept), 0.7) as tf.Tensor2D;
  // The bias stands after the norm: before it, its gradient would be rounding alone.
  const embedding = tf.add(
    norm(tf.matMul(dropped, p.dense as tf.Tensor2D)),
    p.bias!,
  ) as tf.Tensor2D;
  const unit = (rows: tf.Tensor) =>
    tf.mul(
      rows,
      tf.rsqrt(tf.maximum(tf.sum(tf.square(rows), 1, true), 1e-24)),
    ) as tf.Tensor2D;
  const cosine = tf.matMul(unit(embedding), unit(p.class!), false, true);
  const sine = tf.sqrt(tf.maximum(tf.sub(1, tf.square(cosine)), 1e-12));
  const theta = tf.atan2(sine, cosine);
  const chosen = tf.oneHot(label, 5).toFloat();
  const logits = tf.mul(tf.add(cosine, tf.mul(chosen, tf.cos(theta))), 7);
  const crossEntropy = tf.neg(
    tf.sum(tf.mul(chosen, tf.logSoftmax(logits)), 1),
  );
  const centre = tf.gather(p.class!, label);
  const pull = tf.sum(tf.squaredDifference(embedding, centre), 1);
  const rows = tf.mul(tf.sub(1, cosine), tf.softplus(logits));
  return tf.add(
    tf.mean(tf.add(crossEntropy, tf.mul(pull, 0.1))),
    tf.mul(tf.mean(tf.max(rows, 1)), 0.01),
  ) as tf.Scalar;
}
