import * as tf from "@tensorflow/tfjs";
import type { HostBatch } from "../../lib/data/mod.ts";
import type { Criterion } from "../../lib/loss/mod.ts";
import type { Optimizer } from "../../lib/optim/mod.ts";
import { cosine, float } from "../../lib/tensor/mod.ts";
import type { EmbeddingModel } from "../../lib/train/mod.ts";

/** A linear model on 1x1 images: three channels to two numbers; counts its calls in its state. */
export const linear: EmbeddingModel = {
  init: (random) => ({
    params: {
      "fc.weight": {
        shape: [3, 2],
        values: Float32Array.from({ length: 6 }, () => random.normal()),
      },
    },
    state: { "fc.calls": { shape: [], values: new Float32Array(1) } },
  }),
  apply(params, state, input, mode) {
    const pooled = float(tf.reshape(input, [-1, 3]), "batch feature");
    const embedding = float(
      tf.matMul(pooled, params["fc.weight"]! as tf.Tensor2D),
      "batch embed",
    );
    const calls = mode.train
      ? tf.add(state["fc.calls"]!, 1)
      : state["fc.calls"]!;
    return { output: { pooled, embedding }, state: { "fc.calls": calls } };
  },
};

/** 1 minus the cosine to the own centre. */
export const pull: Criterion = {
  name: "pull",
  centres: "loss.weight",
  init: (random, { classes, embed }) => ({
    params: {
      "loss.weight": {
        shape: [classes, embed],
        values: Float32Array.from(
          { length: classes * embed },
          () => random.normal(),
        ),
      },
    },
    state: {},
  }),
  apply(params, state, { embedding }, label) {
    const weight = float(params["loss.weight"]!, "class embed");
    const mine = tf.cast(tf.oneHot(label, weight.shape[0]), "float32");
    const own = tf.sum(tf.mul(cosine(embedding, weight), mine), 1);
    return { perSample: float(tf.sub(1, own), "batch"), state };
  },
};

/** Plain gradient descent that counts its updates in a slot. */
export const descent: Optimizer = {
  name: "descent",
  slots: ["count"],
  scalars: (rate) => ({ rate }),
  update: (param, gradient, slots, { rate }) => ({
    param: tf.sub(param, tf.mul(gradient, rate!)),
    slots: { count: tf.add(slots.count!, 1) },
  }),
};

/** A batch of 1x1 images whose colours are fixed by a number; the label is the sign of the first channel. */
export function batch(number: number, size = 4): HostBatch {
  const image = Float32Array.from(
    { length: size * 3 },
    (_, i) => Math.sin(1 + i * 1.7 + number * 0.9),
  );
  const label = Int32Array.from(
    { length: size },
    (_, i) => image[i * 3]! > 0 ? 1 : 0,
  );
  const samples = Array.from(label, (person) => ({
    path: "",
    person,
    camera: 1,
  }));
  return { image, shape: [size, 1, 1, 3], label, samples };
}
