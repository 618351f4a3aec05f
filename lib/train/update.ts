import * as tf from "@tensorflow/tfjs";
import { together } from "../engine/kernels/mod.ts";
import type { Tensors } from "../model/mod.ts";
import type { Float, Int } from "../tensor/mod.ts";
import type { Movement } from "./group.ts";
import type { Learner } from "./learner.ts";
import { batchReport } from "./report.ts";
import type { StepParts } from "./step.ts";

/** What one pass takes, all of it tensors: nothing of it freezes where the pass is recorded. */
export interface PassInput {
  /** The images of a batch. */
  readonly image: Float<"batch row column channel">;
  /** Their persons. */
  readonly label: Int<"batch">;
  /** int32 [2], seeds the random ops. */
  readonly seed: tf.Tensor1D;
  /** The loss's numbers of this update, scalars by name. */
  readonly loss: Tensors;
}

/** Forward and backward of one batch, for the parameters of these names; assigns the new running state. */
export function pass(
  parts: StepParts,
  learner: Learner,
  names: readonly string[],
  { image, label, seed, loss }: PassInput,
): { gradients: Tensors; report: tf.Tensor1D } {
  const { model, criterion } = parts;
  const { params, state } = learner;
  let next: [name: string, entry: tf.Tensor][] = [];
  let embedding: Float<"batch embed"> | undefined;
  const { value, grads } = tf.variableGrads(() => {
    const forward = model.apply(params, state, image, { train: true, seed });
    const { output } = forward;
    const judged = criterion.apply(params, state, output, label, loss);
    next = [forward.state, judged.state].flatMap((part) =>
      Object.entries(part).filter(([name, entry]) => entry !== state[name])
    ); // a part without state of its own may hand back what it was given
    for (const [, entry] of next) tf.keep(entry);
    embedding = tf.keep(output.embedding);
    return tf.mean(judged.perSample) as tf.Scalar;
  }, names.map((name) => params[name]!));

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
  const { centres } = criterion;
  const held = centres === null ? undefined : params[centres]!;
  const report = batchReport(value, embedding!, held, label);
  embedding!.dispose();
  return { gradients, report };
}

/** Clips the gradients, hands each to the optimizer with the numbers of its group, and assigns what comes back. */
export function move(
  { clip, optimizer }: StepParts,
  learner: Learner,
  groups: Movement["names"],
  gradients: Tensors,
  scalars: Readonly<Record<string, Tensors>>,
): void {
  const all = together(gradients);
  tf.dispose(gradients);
  const clipped = clip ? clip(all) : all;
  for (const [group, names] of Object.entries(groups)) {
    const numbers = scalars[group]!;
    for (const name of names) {
      tf.tidy(() => {
        const param = learner.params[name]!;
        const slots = Object.fromEntries(
          optimizer.slots.map((slot) => [slot, learner.slots[slot]![name]!]),
        );
        const updated = optimizer.update(param, clipped[name]!, slots, numbers);
        param.assign(updated.param);
        for (const slot of optimizer.slots) {
          slots[slot]!.assign(updated.slots[slot]!);
        }
      });
      clipped[name]!.dispose();
    }
  }
}

/** Gradients added to those of the batches before, which may be none yet. */
export function addGradients(sums: Tensors, gradients: Tensors): Tensors {
  return mapTensors(gradients, (gradient, name) => {
    const before = sums[name];
    return before ? tf.add(before, gradient) : gradient;
  });
}

/** Gradients times a share. */
export function shareGradients(sums: Tensors, share: tf.Scalar): Tensors {
  return mapTensors(sums, (sum) => tf.mul(sum, share));
}

function mapTensors(
  tensors: Tensors,
  change: (value: tf.Tensor, name: string) => tf.Tensor,
): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, value]) => [name, change(value, name)]),
  );
}
