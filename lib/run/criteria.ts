import {
  adaCos,
  arcFace,
  aSoftmax,
  batchHardTriplet,
  centre,
  circlePair,
  circleSoftmax,
  combinedMargin,
  cosFace,
  type Criterion,
  type LambdaSchedule,
  lambdaSchedules,
  lSoftmax,
  normSoftmax,
  ohem,
  softmax,
  softmaxTriplet,
  sphere,
  sphereMargin,
  subCentreArcFace,
  weightedTriplet,
} from "../loss/mod.ts";
import type { LossName, LossOf, LossRecipe, Recipe } from "../recipe/mod.ts";

/** A value as a loss takes it: no null, and a schedule in place of its name. */
type Given<T, Key> = null extends T ? Exclude<T, null> | undefined
  : Key extends "lambda" ? LambdaSchedule | number
  : T;

type OptionsOf<Name extends LossName> = {
  readonly [Key in Exclude<keyof LossOf<Name>, "name" | "hardest">]: Given<
    LossOf<Name>[Key],
    Key
  >;
};

/** The one place where a recipe's loss name becomes a loss. */
const CRITERIA: {
  readonly [Name in LossName]: (options: OptionsOf<Name>) => Criterion;
} = {
  softmax,
  lSoftmax,
  aSoftmax,
  normSoftmax,
  sphere,
  sphereMargin,
  cosFace,
  arcFace,
  subCentreArcFace,
  combinedMargin,
  circleSoftmax,
  circlePair,
  adaCos,
  batchHardTriplet,
  weightedTriplet,
  centre,
  softmaxTriplet,
};

/**
 * Builds the loss that a recipe names.
 *
 * @param recipe The recipe.
 * @returns The criterion; of the hardest part of each batch, if the recipe says so.
 *
 * @example The demo's loss
 * ```ts
 * import { criterionOf } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(criterionOf(presets.demo.recipe).name, "sphere");
 * ```
 */
export function criterionOf({ loss }: Pick<Recipe, "loss">): Criterion {
  const { name, hardest } = loss;
  const make = CRITERIA[name] as (options: object) => Criterion;
  const criterion = make(optionsOf(loss));
  return hardest === null ? criterion : ohem(criterion, hardest);
}

function optionsOf({ name: _, hardest: __, ...keys }: LossRecipe): object {
  return Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [
      key,
      key === "lambda" && typeof value === "string"
        ? lambdaSchedules[value as keyof typeof lambdaSchedules]
        : value ?? undefined,
    ]),
  );
}
