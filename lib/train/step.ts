import * as tf from "@tensorflow/tfjs";
import type { HostBatch } from "../data/mod.ts";
import type { Criterion } from "../loss/mod.ts";
import type { Module, Tensors } from "../model/mod.ts";
import type { Optimizer } from "../optim/mod.ts";
import type { Random } from "../random/mod.ts";
import { type Float, float, type Int, int } from "../tensor/mod.ts";
import { centreAngles } from "./angles.ts";
import type { Learner } from "./learner.ts";

/** A model that the trainer can train: image in, pooled feature and embedding out. */
export type EmbeddingModel = Module<
  Float<"batch row column channel">,
  { pooled: Float<"batch feature">; embedding: Float<"batch embed"> }
>;

/** The parts that one update needs; each comes as an argument, none is known by name. */
export interface StepParts {
  /** Image to embedding. */
  readonly model: EmbeddingModel;
  /** Embedding and label to one loss a sample. */
  readonly criterion: Criterion;
  /** Gradient to new parameter. */
  readonly optimizer: Optimizer;
  /** Changes the gradients before the optimizer sees them: clipping. Called inside `tf.tidy`. */
  readonly clip?: (gradients: Tensors) => Tensors;
}

/** Where in the run an update stands. */
export interface StepPlace {
  /** Update number from 0. */
  readonly step: number;
  /** Learning rate. */
  readonly rate: number;
  /** The generator of this step: seeds dropout. */
  readonly random: Random;
}

/** What one update says. */
export interface StepResult {
  /** Mean loss of the images, before the update. */
  readonly loss: number;
  /** Mean angle to the own class centre in degrees; NaN if the loss has no centres. */
  readonly ownAngle: number;
  /** Mean angle to the nearest other centre in degrees; NaN if the loss has no centres. */
  readonly otherAngle: number;
}

/**
 * One update of the learner: forward, backward, clip, optimizer, running statistics.
 *
 * Several batches are accumulated: gradients are averaged over them, batch
 * norm sees each by itself.
 *
 * @param parts Model, loss, optimizer, clipping.
 * @param learner Changed in place.
 * @param batches One host batch, or as many as are accumulated, all of one size.
 * @param place Step number, rate, randomness.
 * @returns Loss and angles, means over all images.
 * @throws {RangeError} If there is no batch.
 *
 * @example Update after update, without `train`
 * ```ts no-assert
 * import type { HostBatch } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { type Learner, type StepParts, updateStep } from "@spherereid/kit/train";
 *
 * async function descend(parts: StepParts, learner: Learner, batch: HostBatch) {
 *   const rng = random(1);
 *   for (let step = 0; step < 100; step++) {
 *     const place = { step, rate: 1e-3, random: rng.split("step", step) };
 *     const { loss } = await updateStep(parts, learner, [batch], place);
 *     console.log(loss);
 *   }
 * }
 * ```
 */
export async function updateStep(
  parts: StepParts,
  learner: Learner,
  batches: readonly HostBatch[],
  place: StepPlace,
): Promise<StepResult> {
  if (batches.length === 0) {
    throw new RangeError(
      "Cannot update the learner as there must be at least one batch: got none",
    );
  }
  const report = tf.tidy(() => {
    const inputs = scalarsOf(parts.criterion.inputs?.(place.step) ?? {});
    let gradients: Tensors = {};
    const reports = batches.map((batch, part) => {
      const seed = seedTensor(place.random.split("dropout", part));
      const image = float(
        tf.tensor(batch.image, [...batch.shape]),
        "batch row column channel",
      );
      const label = int(tf.tensor1d(batch.label, "int32"), "batch");
      const pass = backward(parts, learner, image, label, seed, inputs);
      gradients = add(gradients, pass.gradients);
      return pass.report;
    });
    const share = 1 / batches.length;
    if (batches.length > 1) {
      gradients = mapTensors(gradients, (sum) => tf.mul(sum, share));
    }
    if (parts.clip) gradients = parts.clip(gradients);
    applyGradients(parts.optimizer, learner, gradients, place);
    return tf.mul(tf.addN(reports), share);
  });
  const [loss, ownAngle, otherAngle] = await report.data();
  report.dispose();
  return { loss: loss!, ownAngle: ownAngle!, otherAngle: otherAngle! };
}

/** Forward and backward of one batch; assigns the new running state. */
function backward(
  parts: StepParts,
  learner: Learner,
  image: Float<"batch row column channel">,
  label: Int<"batch">,
  seed: tf.Tensor1D,
  inputs: Tensors,
): { gradients: Tensors; report: tf.Tensor1D } {
  const { model, criterion } = parts;
  const { params, state } = learner;
  let next: [name: string, entry: tf.Tensor][] = [];
  let embedding: Float<"batch embed"> | undefined;
  const names = Object.keys(params);
  const { value, grads } = tf.variableGrads(() => {
    const forward = model.apply(params, state, image, { train: true, seed });
    const { output } = forward;
    const judged = criterion.apply(params, state, output, label, inputs);
    next = [forward.state, judged.state].flatMap((part) =>
      Object.entries(part).filter(([name, entry]) => entry !== state[name])
    ); // a part without state of its own may hand back what it was given
    for (const [, entry] of next) tf.keep(entry);
    embedding = tf.keep(output.embedding);
    return tf.mean(judged.perSample) as tf.Scalar;
  }, Object.values(params));

  for (const [name, entry] of next) {
    state[name]!.assign(entry);
    entry.dispose();
  }
  const lost = names.find((name) => !grads[params[name]!.name]);
  if (lost !== undefined) {
    throw new TypeError(
      `Cannot update "${lost}" as every parameter must receive a gradient: the loss "${criterion.name}" does not reach it, leave it out of the model`,
    );
  }
  const gradients = Object.fromEntries(
    names.map((name) => [name, grads[params[name]!.name]!]),
  );
  const report = tf.stack(
    [value, ...angles(criterion, learner, embedding!, label)],
  ) as tf.Tensor1D;
  embedding!.dispose();
  return { gradients, report };
}

function angles(
  criterion: Criterion,
  learner: Learner,
  embedding: Float<"batch embed">,
  label: Int<"batch">,
): tf.Tensor[] {
  if (criterion.centres === null) return [tf.scalar(NaN), tf.scalar(NaN)];
  const centres = float(learner.params[criterion.centres]!, "class embed");
  const { own, other } = centreAngles(embedding, centres, label);
  return [own, other];
}

/** Hands every gradient to the optimizer and assigns what comes back. */
function applyGradients(
  optimizer: Optimizer,
  learner: Learner,
  gradients: Tensors,
  place: StepPlace,
): void {
  const scalars = scalarsOf(optimizer.scalars(place.rate, place.step + 1));
  for (const [name, param] of Object.entries(learner.params)) {
    tf.tidy(() => {
      const slots = Object.fromEntries(
        optimizer.slots.map((slot) => [slot, learner.slots[slot]![name]!]),
      );
      const updated = optimizer.update(param, gradients[name]!, slots, scalars);
      param.assign(updated.param);
      for (const slot of optimizer.slots) {
        slots[slot]!.assign(updated.slots[slot]!);
      }
    });
    gradients[name]!.dispose();
  }
}

/** Host numbers as scalar tensors, which the step's tidy disposes. */
function scalarsOf(numbers: Readonly<Record<string, number>>): Tensors {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, tf.scalar(value)]),
  );
}

function add(sum: Tensors, more: Tensors): Tensors {
  return mapTensors(more, (value, name) => {
    const before = sum[name];
    if (!before) return value;
    const total = tf.add(before, value);
    tf.dispose([before, value]);
    return total;
  });
}

function mapTensors(
  tensors: Tensors,
  change: (value: tf.Tensor, name: string) => tf.Tensor,
): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, value]) => [name, change(value, name)]),
  );
}

/** Two int32 words that seed the random ops of one batch. */
function seedTensor(random: Random): tf.Tensor1D {
  return tf.tensor1d([random.int(2 ** 31), random.int(2 ** 31)], "int32");
}
