import * as tf from "@tensorflow/tfjs";
import { type Float, type Int, rowLength } from "../tensor/mod.ts";
import { asCentres, centreAngles } from "./angles.ts";

/** Where the embeddings of an update lie, one number an image. */
export interface ImageAngles {
  /** Degrees to the own class centre; empty if the loss has no centres. */
  readonly own: Float32Array;
  /** Degrees to the nearest other centre; empty if the loss has no centres. */
  readonly other: Float32Array;
  /** Length of the embedding. */
  readonly norm: Float32Array;
}

/** What one update says. */
export interface StepResult {
  /** Mean loss of the images, before the update. */
  readonly loss: number;
  /** Mean angle to the own class centre in degrees; NaN if the loss has no centres. */
  readonly ownAngle: number;
  /** Mean angle to the nearest other centre in degrees; NaN if the loss has no centres. */
  readonly otherAngle: number;
  /** Angles and lengths of each image. */
  readonly images: ImageAngles;
}

/** What one batch says, as one tensor, so that one read brings all: its loss, lengths and angles. */
export function batchReport(
  loss: tf.Scalar,
  embedding: Float<"batch embed">,
  centres: tf.Tensor | undefined,
  label: Int<"batch">,
): tf.Tensor1D {
  return tf.tidy(() => {
    const parts = [tf.reshape(loss, [1]), rowLength(embedding) as tf.Tensor1D];
    if (centres) {
      const found = centreAngles(
        embedding,
        asCentres(centres),
        label,
      );
      parts.push(found.own as tf.Tensor1D, found.other as tf.Tensor1D);
    }
    return tf.concat1d(parts as tf.Tensor1D[]);
  });
}

/** The reports of an update's batches, all of one size, as its result. */
export function readReports(
  values: Float32Array,
  batches: number,
  hasCentres: boolean,
): StepResult {
  const size = values.length / batches;
  const images = (size - 1) / (hasCentres ? 3 : 1);
  const gather = (part: number) => {
    const all = new Float32Array(batches * images);
    for (let batch = 0; batch < batches; batch++) {
      const start = batch * size + 1 + part * images;
      all.set(values.subarray(start, start + images), batch * images);
    }
    return all;
  };
  const none = new Float32Array();
  const own = hasCentres ? gather(1) : none;
  const other = hasCentres ? gather(2) : none;
  const losses = values.filter((_, index) => index % size === 0);
  return {
    loss: mean(losses),
    ownAngle: mean(own),
    otherAngle: mean(other),
    images: { own, other, norm: gather(0) },
  };
}

/** NaN of none. */
function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
