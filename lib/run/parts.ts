import { type SphereReid, sphereReid, type Tensors } from "../model/mod.ts";
import {
  adam,
  adamW,
  botSchedule,
  clipByNorm,
  clipByValue,
  coinCheungSchedule,
  constant,
  cosineDecay,
  type Optimizer,
  paperSchedule,
  pieces,
  scaled,
  type Schedule,
  sgd,
  warmUp,
} from "../optim/mod.ts";
import { random } from "../random/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import type { ParameterGroup } from "../train/mod.ts";
import { balanced, type Sampler, uniform } from "../sampler/mod.ts";

const OPTIMIZERS: {
  readonly [Name in Recipe["optimizer"]["name"]]: (
    options: Extract<Recipe["optimizer"], { name: Name }>,
  ) => Optimizer;
} = { adam, adamw: adamW, sgd };

/** Full rate for a tenth, then a cosine to 0. */
const coldCosine = cosineDecay({ from: 1, start: 10, end: 100 });

/** Full rate until a tenth of it for the last tenth. */
const coldHeld = pieces("held", [[90, 1], [100, 0.1]]);

const SCHEDULES: Readonly<
  Record<Recipe["schedule"]["name"], () => { shape: Schedule; peak: number }>
> = {
  paper: () => ({ shape: paperSchedule(), peak: 1e-3 }),
  coincheung: () => ({ shape: coinCheungSchedule(), peak: 1e-3 }),
  cosine: () => ({
    shape: warmUp({ from: 1e-2, to: 1, over: 10 }, coldCosine),
    peak: 1,
  }),
  coldCosine: () => ({ shape: coldCosine, peak: 1 }),
  held: () => ({
    shape: warmUp({ from: 1 / 7, to: 1, over: 20 }, coldHeld),
    peak: 1,
  }),
  coldHeld: () => ({ shape: coldHeld, peak: 1 }),
  bot: () => ({ shape: botSchedule(), peak: 3.5e-4 }),
  constant: () => ({ shape: constant(1, 1), peak: 1 }),
};

/**
 * Builds the model that a recipe names.
 *
 * @param recipe The recipe.
 * @returns The module: image to pooled feature and embedding.
 *
 * @example The demo's model has 1024 numbers an image
 * ```ts
 * import { modelOf } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(modelOf(presets.demo.recipe).neck.embed, 1024);
 * ```
 */
export function modelOf(recipe: Recipe): SphereReid {
  return sphereReid(recipe.model);
}

/**
 * Builds the optimizer that a recipe names.
 *
 * @param recipe The recipe.
 * @returns The optimizer; "adam" and "sgd" decay by L2, "adamw" decoupled.
 *
 * @example The paper's optimizer
 * ```ts
 * import { optimizerOf } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(optimizerOf(presets.paper.recipe).name, "adam");
 * ```
 */
export function optimizerOf({ optimizer }: Recipe): Optimizer {
  const make = OPTIMIZERS[optimizer.name] as (
    options: typeof optimizer,
  ) => Optimizer;
  return make(optimizer);
}

/**
 * The groups of parameters that a recipe gives rates of their own, or lets
 * rest at first: backbone, neck, and the loss's class weights.
 *
 * A frozen backbone rests whole: no gradient reaches it, the optimizer keeps
 * no memory of it, and its batch norms normalise by their running statistics
 * without moving them.
 *
 * @param recipe The recipe.
 * @param stepsPerEpoch Updates in an epoch.
 * @returns The groups; all parameters of a run are in one of them.
 *
 * @example Class weights at ten times the rate
 * ```ts
 * import { groupsOf } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertEquals } from "@std/assert";
 *
 * const { recipe } = presets.paper;
 * const rates = { backbone: 1, neck: 1, loss: 10 };
 * const groups = groupsOf({ ...recipe, rates, freezeBackbone: 2 }, 202);
 * assertEquals(groups.map(({ name, rate, from }) => [name, rate, from]), [
 *   ["backbone", 1, 404],
 *   ["neck", 1, 0],
 *   ["loss", 10, 0],
 * ]);
 * ```
 */
export function groupsOf(
  { rates, freezeBackbone = 0 }: Recipe,
  stepsPerEpoch: number,
): ParameterGroup[] {
  const { backbone, neck, loss } = rates ?? { backbone: 1, neck: 1, loss: 1 };
  const group = (name: string, rate: number, from = 0): ParameterGroup => ({
    name,
    rate,
    from,
    has: (parameter) => parameter.startsWith(`${name}.`),
  });
  return [
    group("backbone", backbone, freezeBackbone * stepsPerEpoch),
    group("neck", neck),
    group("loss", loss),
  ];
}

/**
 * Builds the clipping that a recipe asks for.
 *
 * @param recipe The recipe.
 * @returns A function of all gradients; undefined for none.
 *
 * @example The demo does not clip
 * ```ts
 * import { clipOf } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(clipOf(presets.demo.recipe), undefined);
 * ```
 */
export function clipOf(
  { clip }: Recipe,
): ((gradients: Tensors) => Tensors) | undefined {
  if (clip === null) return undefined;
  return clip.by === "value"
    ? (gradients) => clipByValue(gradients, clip.limit)
    : (gradients) => clipByNorm(gradients, clip.limit).gradients;
}

/**
 * Builds the schedule that a recipe names, stretched to the run's length and
 * raised or lowered to the recipe's peak rate.
 *
 * @param recipe The recipe.
 * @param stepsPerEpoch Updates in an epoch; only a schedule per step needs it.
 * @returns The schedule, in the recipe's unit.
 *
 * @example The paper's rate in epoch 10
 * ```ts
 * import { scheduleOf } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(scheduleOf(presets.paper.recipe, 202).rate(10), 5.25e-4);
 * ```
 */
export function scheduleOf(recipe: Recipe, stepsPerEpoch: number): Schedule {
  const { name, unit, peak } = recipe.schedule;
  const { shape, peak: own } = SCHEDULES[name]();
  const end = recipe.epochs * (unit === "epoch" ? 1 : stepsPerEpoch);
  const stretched = scaled(shape, end);
  return {
    name,
    unit,
    end,
    rate: (time) => stretched.rate(time) * (peak / own),
  };
}

/**
 * Builds the sampler that a recipe names.
 *
 * @param recipe The recipe; its seed fixes every epoch.
 * @param label The label of each training image.
 * @returns The sampler.
 * @throws {RangeError} If the recipe asks for more persons a batch than there are.
 *
 * @example Sixteen persons, four images of each
 * ```ts
 * import { samplerOf } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertEquals } from "@std/assert";
 *
 * const label = Int32Array.from({ length: 200 }, (_, i) => i % 20);
 * assertEquals(samplerOf(presets.demo.recipe, label).batch, 64);
 * ```
 */
export function samplerOf(recipe: Recipe, label: Int32Array): Sampler {
  const { sampler, seed } = recipe;
  const rng = random(seed).split("sampler");
  return sampler.name === "balanced"
    ? balanced(label, rng, sampler)
    : uniform(label.length, rng, sampler);
}
