import * as tf from "@tensorflow/tfjs";
import type { HostBatch } from "../data/mod.ts";
import { compile } from "../engine/mod.ts";
import type { Criterion } from "../loss/mod.ts";
import type { Module, Tensors } from "../model/mod.ts";
import type { Optimizer } from "../optim/mod.ts";
import type { Random } from "../random/mod.ts";
import { type Float, float, int } from "../tensor/mod.ts";
import type { Learner } from "./learner.ts";
import { readReports, type StepResult } from "./report.ts";
import {
  addGradients,
  move,
  pass,
  type PassInput,
  shareGradients,
} from "./update.ts";

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

/** Options of {@linkcode createStep}. */
export interface StepOptions {
  /** Whether the update runs as one recorded call where the engine can; see {@linkcode compile}. @default {true} */
  readonly compiled?: boolean;
  /** Whether a compiled update may compute in bfloat16; see {@linkcode compile}. @default {false} */
  readonly bfloat16?: boolean;
}

/** Updates a learner, again and again. */
export interface Step {
  /** One update of one batch, or of as many as are accumulated, all of one size. */
  (batches: readonly HostBatch[], place: StepPlace): Promise<StepResult>;
  /** Frees what was recorded. */
  dispose(): Promise<void>;
}

/**
 * Makes the update of a learner: forward, backward, clip, optimizer, running
 * statistics.
 *
 * Several batches are accumulated: gradients are averaged over them, batch
 * norm sees each by itself. Whatever changes from update to update (batch,
 * rate, the loss's and the optimizer's numbers, the seed) is an input, so that
 * one recording serves the whole run.
 *
 * @param parts Model, loss, optimizer, clipping.
 * @param learner Changed in place.
 * @param options Whether the update is recorded.
 * @returns The step; what it recorded is freed by its `dispose`.
 *
 * @example Update after update, without `train`
 * ```ts no-assert
 * import type { HostBatch } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { createStep, type Learner, type StepParts } from "@spherereid/kit/train";
 *
 * async function descend(parts: StepParts, learner: Learner, batch: HostBatch) {
 *   const rng = random(1);
 *   const update = createStep(parts, learner);
 *   for (let step = 0; step < 100; step++) {
 *     const place = { step, rate: 1e-3, random: rng.split("step", step) };
 *     const { loss } = await update([batch], place);
 *     console.log(loss);
 *   }
 *   await update.dispose();
 * }
 * ```
 */
export function createStep(
  parts: StepParts,
  learner: Learner,
  options: StepOptions = {},
): Step {
  const { compiled = true, bfloat16 = false } = options;
  const how = { record: compiled, bfloat16 };
  /** The whole of an update of one batch. */
  const whole = compile((input: PassInput, scalars: Tensors) => {
    const { gradients, report } = pass(parts, learner, input);
    move(parts, learner, gradients, scalars);
    return report;
  }, how);
  /** One of several batches. */
  const gather = compile((input: PassInput, before: Tensors) => {
    const { gradients, report } = pass(parts, learner, input);
    return { sums: addGradients(before, gradients), report };
  }, how);
  /** What follows the last of them. */
  const finish = compile(
    (sums: Tensors, share: tf.Scalar, scalars: Tensors) =>
      move(parts, learner, shareGradients(sums, share), scalars),
    how,
  );

  async function update(
    batches: readonly HostBatch[],
    place: StepPlace,
  ): Promise<StepResult> {
    const { criterion, optimizer } = parts;
    const [first] = batches;
    if (first === undefined) {
      throw new RangeError(
        "Cannot update the learner as there must be at least one batch: got none",
      );
    }
    const loss = criterion.inputs?.(place.step) ?? {};
    const scalars = optimizer.scalars(place.rate, place.step + 1);
    const seed = (part: number) => place.random.split("dropout", part);
    const hasCentres = criterion.centres !== null;
    if (batches.length === 1) {
      const given = placed(first, seed(0));
      const done = whole({ ...given, loss }, scalars);
      tf.dispose(given);
      return readReports(await valuesOf([await done]), 1, hasCentres);
    }
    let sums: Tensors = {};
    const reports: tf.Tensor1D[] = [];
    for (const [part, batch] of batches.entries()) {
      const given = placed(batch, seed(part));
      const done = gather({ ...given, loss }, sums);
      tf.dispose([given, sums]);
      const { report, sums: more } = await done;
      reports.push(report);
      sums = more;
    }
    const done = finish(sums, 1 / batches.length, scalars);
    tf.dispose(sums);
    await done;
    return readReports(await valuesOf(reports), batches.length, hasCentres);
  }

  return Object.assign(update, {
    async dispose() {
      await Promise.all([whole.dispose(), gather.dispose(), finish.dispose()]);
    },
  });
}

/**
 * One update of the learner, without recording it: a {@linkcode createStep}
 * that is used once.
 *
 * @param parts Model, loss, optimizer, clipping.
 * @param learner Changed in place.
 * @param batches One host batch, or as many as are accumulated, all of one size.
 * @param place Step number, rate, randomness.
 * @returns Loss and angles, means over all images and of each.
 * @throws {RangeError} If there is no batch.
 *
 * @example One update
 * ```ts no-assert
 * import type { HostBatch } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { type Learner, type StepParts, updateStep } from "@spherereid/kit/train";
 *
 * async function first(parts: StepParts, learner: Learner, batch: HostBatch) {
 *   const place = { step: 0, rate: 1e-3, random: random(1) };
 *   const { loss } = await updateStep(parts, learner, [batch], place);
 *   console.log(loss);
 * }
 * ```
 */
export async function updateStep(
  parts: StepParts,
  learner: Learner,
  batches: readonly HostBatch[],
  place: StepPlace,
): Promise<StepResult> {
  return await createStep(parts, learner, { compiled: false })(batches, place);
}

/** A batch on the engine, with the seed of its random ops: two int32 words. */
function placed(batch: HostBatch, random: Random): Omit<PassInput, "loss"> {
  const words = [random.int(2 ** 31), random.int(2 ** 31)];
  return {
    image: float(
      tf.tensor(batch.image, [...batch.shape]),
      "batch row column channel",
    ),
    label: int(tf.tensor1d(batch.label, "int32"), "batch"),
    seed: tf.tensor1d(words, "int32"),
  };
}

/** The values of tensors, one after the other; frees them. */
async function valuesOf(
  tensors: readonly tf.Tensor1D[],
): Promise<Float32Array> {
  const all = tf.concat1d([...tensors]);
  tf.dispose([...tensors]);
  const values = await all.data<"float32">();
  all.dispose();
  return values;
}
