import { type Loader, loader, relabel } from "../data/mod.ts";
import type { SphereReid } from "../model/mod.ts";
import { type Random, random } from "../random/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import type { Sampler } from "../sampler/mod.ts";
import { createLearner, type Learner, type Training } from "../train/mod.ts";
import { criterionOf } from "./criteria.ts";
import { openData, type RunData } from "./dataset.ts";
import type { OnProgress } from "./event.ts";
import {
  clipOf,
  modelOf,
  optimizerOf,
  samplerOf,
  scheduleOf,
} from "./parts.ts";
import { threadsFor } from "./threads.ts";

/** A recipe made into everything that training needs. */
export interface Prepared {
  /** Images: the whole set, and the one with validation persons held out. */
  readonly data: RunData;
  /** The persons behind the class weights, in label order. */
  readonly persons: readonly number[];
  /** The network. */
  readonly model: SphereReid;
  /** Parameters, state and optimizer memory, fresh from the seed. */
  readonly learner: Learner;
  /** Trainable numbers, the class weights included. */
  readonly parameters: number;
  /** Which images make a batch. */
  readonly sampler: Sampler;
  /** What `train` takes. */
  readonly training: Training;
}

/** How a recipe is prepared. */
export interface PrepareOptions {
  /** Told while drawing. */
  readonly onProgress?: OnProgress;
  /** Told of each image that cannot be read. */
  readonly onWarning?: (text: string) => void;
  /** Makes an unreadable image fatal. @default {false} */
  readonly strict?: boolean;
  /** Images that are made at once, see {@linkcode threadsFor}. @default {half the number of cores, from 1 to 8} */
  readonly parallel?: number;
}

/**
 * Makes a recipe into data, model, loss, optimizer, schedule and batches.
 *
 * @param recipe The complete recipe.
 * @param options Progress, warnings.
 * @returns The parts; the learner's tensors are the caller's to dispose.
 * @throws {RangeError} If the data has too few persons for the sampler or the validation.
 * @throws {Deno.errors.NotFound} If the data is missing.
 *
 * @example Train by hand, without a run folder
 * ```ts no-assert
 * import { prepare } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { disposeLearner, train } from "@spherereid/kit/train";
 *
 * async function run() {
 *   const { training, learner } = await prepare(presets.demo_small.recipe);
 *   for await (const event of train(training)) {
 *     if (event.kind === "step") console.log(event.step, event.loss);
 *   }
 *   disposeLearner(learner);
 * }
 * ```
 */
export async function prepare(
  recipe: Recipe,
  options: PrepareOptions = {},
): Promise<Prepared> {
  const data = await openData(recipe, options.onProgress);
  const { train: samples } = data.training;
  const labels = relabel(samples);
  const sampler = samplerOf(recipe, labels.label);
  const rng = random(recipe.seed);
  const batches = loader({
    samples,
    labels,
    input: recipe.input,
    random: rng,
    augmentation: {
      resize: { height: recipe.augment.height, width: recipe.augment.width },
      flip: recipe.augment.flip,
      pad: recipe.augment.pad,
      erase: recipe.augment.erase,
    },
    parallel: options.parallel ??
      threadsFor(navigator.hardwareConcurrency).images,
    onWarning: options.onWarning,
    strict: options.strict,
  });
  const model = modelOf(recipe);
  const criterion = criterionOf(recipe);
  const optimizer = optimizerOf(recipe);
  const { accumulate, epochs } = recipe;
  const stepsPerEpoch = Math.floor(sampler.stepsPerEpoch / accumulate);
  if (stepsPerEpoch < 1) {
    throw new RangeError(
      `Cannot train as an epoch must have at least one update: it has ${sampler.stepsPerEpoch} batches and ${accumulate} are accumulated: accumulate fewer`,
    );
  }
  const initial = initialValues(recipe, rng, labels.persons.length);
  const learner = createLearner(initial, optimizer);
  return {
    data,
    persons: labels.persons,
    model,
    learner,
    parameters: Object.values(initial.params)
      .reduce((sum, { values }) => sum + values.length, 0),
    sampler,
    training: {
      model,
      criterion,
      optimizer,
      clip: clipOf(recipe),
      learner,
      batches: (epoch, skip) => epochOf(batches, sampler, epoch, skip),
      stepsPerEpoch,
      epochs,
      schedule: scheduleOf(recipe, stepsPerEpoch),
      random: rng,
      accumulate,
    },
  };
}

/**
 * Draws the first parameters and state of a recipe's model and loss.
 *
 * @param recipe The recipe.
 * @param rng The run's generator.
 * @param classes Persons that the loss tells apart.
 * @returns Host values by name.
 *
 * @example The class weights are parameters like any other
 * ```ts
 * import { initialValues } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { random } from "@spherereid/kit/random";
 * import { assert } from "@std/assert";
 *
 * const { recipe } = presets.demo_small;
 * assert("loss.weight" in initialValues(recipe, random(1), 10).params);
 * ```
 */
export function initialValues(
  recipe: Recipe,
  rng: Random,
  classes: number,
): ReturnType<SphereReid["init"]> {
  const model = modelOf(recipe);
  const trunk = model.init(rng.split("model"));
  const head = criterionOf(recipe).init(rng.split("loss"), {
    classes,
    embed: model.neck.embed,
    feature: model.backbone.features,
  });
  return {
    params: { ...trunk.params, ...head.params },
    state: { ...trunk.state, ...head.state },
  };
}

function epochOf(
  batches: Loader,
  sampler: Sampler,
  epoch: number,
  skip: number,
) {
  return batches.epoch(epoch, sampler.epoch(epoch), skip);
}
