import { checkRecipe, presets, type Recipe } from "../lib/recipe/mod.ts";
import { readWeightsOf, withWeights } from "../lib/run/mod.ts";
import { chooseMap } from "../lib/weights/mod.ts";
import { dataOptions, refuseWithout } from "./data_flags.ts";
import { nearest, UsageError, type Values } from "./flags.ts";
import { lossFrom } from "./loss_from.ts";
import { readRecipe } from "./read_recipe.ts";
import type { RECIPE_FLAGS } from "./recipe_flags.ts";

type RecipeValues = Values<{
  name: string;
  summary: string;
  examples: string[];
  flags: typeof RECIPE_FLAGS;
}>;

/**
 * The recipe that a user asked for: a preset or a file, with flags laid over it.
 *
 * @param flags What was read from the command line.
 * @param fallback The preset where none is named.
 * @returns The complete recipe, checked.
 * @throws {UsageError} If the recipe or the input size is unknown, or a flag does not fit the loss.
 * @throws {RangeError} If weights are named and it is not clear whose they are.
 */
export async function recipeFrom(
  flags: RecipeValues,
  fallback: keyof typeof presets,
): Promise<Recipe> {
  const base = await started(await named(flags.recipe ?? fallback), flags);
  const [height, width] = inputSize(flags.input) ??
    [base.input.height, base.input.width];
  const resized = {
    height: Math.round(height * base.augment.height / base.input.height),
    width: Math.round(width * base.augment.width / base.input.width),
  };
  const erase = flags.erase === undefined
    ? base.augment.erase
    : flags.erase === 0
    ? null
    : {
      area: [0.02, 0.4] as const,
      aspect: [0.3, 3.33] as const,
      ...base.augment.erase,
      probability: flags.erase,
    };
  return checkRecipe({
    ...base,
    ...given({
      epochs: flags.epochs,
      seed: flags.seed,
      accumulate: flags.accumulate,
      freezeBackbone: flags.freezeBackbone,
      rates: ratesFrom(base, flags),
    }),
    data: dataFrom(base, flags),
    input: { ...base.input, height, width },
    augment: { ...base.augment, ...resized, erase },
    model: {
      ...base.model,
      ...given({
        neck: flags.neck,
        width: flags.width,
        lastStride: flags.lastStride,
        dropout: flags.dropout,
      }),
    },
    sampler: samplerFrom(base, flags),
    loss: lossFrom(base.loss, flags),
    optimizer: optimizerFrom(base, flags),
    schedule: {
      ...base.schedule,
      ...given({ name: flags.schedule, peak: flags.rate }),
    },
    clip: flags.clip === undefined
      ? base.clip
      : flags.clip === 0
      ? null
      : { by: "norm", limit: flags.clip },
    validation: {
      ...base.validation,
      ...given({ persons: flags.heldOut, every: flags.every }),
    },
  }, "the flags");
}

/** The recipe with the form and pixels of the weights that were named. */
async function started(recipe: Recipe, flags: RecipeValues): Promise<Recipe> {
  const { weights, weightsMap, partial } = flags;
  if (weights === undefined) {
    if (weightsMap !== undefined || partial) {
      throw new UsageError(
        `Cannot use --${
          weightsMap === undefined ? "partial" : "weights-map"
        } as there must be weights to load: add --weights PATH`,
      );
    }
    return recipe;
  }
  const map = weightsMap ?? chooseMap(await readWeightsOf(weights));
  return withWeights(recipe, { path: weights, map, partial });
}

async function named(name: string): Promise<Recipe> {
  if (Object.hasOwn(presets, name)) {
    return presets[name as keyof typeof presets].recipe;
  }
  if (name.endsWith(".json")) {
    return await readRecipe(name);
  }
  const near = nearest(name, Object.keys(presets));
  throw new UsageError(
    `Cannot use the recipe "${name}" as it must be one of ${
      Object.keys(presets).join(", ")
    }, or a .json file${near ? `: did you mean ${near}?` : ""}`,
  );
}

/** The rows and columns of --input; undefined if it was not given. */
export function inputSize(
  text: string | undefined,
): [number, number] | undefined {
  if (text === undefined) return undefined;
  const match = text.match(/^(\d+)x(\d+)$/);
  if (!match || match[1] === "0" || match[2] === "0") {
    throw new UsageError(
      `Cannot read --input as it must be rows x columns, like 128x64: current value is "${text}"`,
    );
  }
  return [Number(match[1]), Number(match[2])];
}

/** The data set of --data, or the recipe's, as the flags say that it is read. */
function dataFrom({ data }: Recipe, flags: RecipeValues) {
  const options = dataOptions(flags);
  if (flags.data !== undefined) {
    return { kind: "folder", path: flags.data, ...options };
  }
  if (data.kind === "folder") return { ...data, ...options };
  refuseWithout(flags, "the recipe draws its pedestrians");
  return data;
}

function samplerFrom({ sampler }: Recipe, flags: RecipeValues) {
  const changes = given({ persons: flags.persons, images: flags.images });
  for (const [name, value] of Object.entries(changes)) {
    if (sampler.name !== "balanced") {
      throw new UsageError(
        `Cannot use --${name} as the recipe's sampler must be balanced: it is ${sampler.name}`,
      );
    }
    if (value < 1) {
      throw new UsageError(
        `Cannot make batches as --${name} must be at least 1: current value is ${value}`,
      );
    }
  }
  return { ...sampler, ...changes };
}

function optimizerFrom({ optimizer }: Recipe, flags: RecipeValues) {
  const name = flags.optimizer ?? optimizer.name;
  const { weightDecay } = {
    ...optimizer,
    ...given({ weightDecay: flags.weightDecay }),
  };
  if (name === "sgd") {
    return optimizer.name === "sgd"
      ? { ...optimizer, weightDecay }
      : { name, momentum: 0.9, nesterov: false, weightDecay };
  }
  return optimizer.name === "sgd"
    ? { name, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay }
    : { ...optimizer, name, weightDecay };
}

/** The recipe's rates with those of the flags; undefined if neither has any. */
function ratesFrom({ rates }: Recipe, flags: RecipeValues) {
  const changes = given({
    backbone: flags.backboneRate,
    neck: flags.neckRate,
    loss: flags.lossRate,
  });
  return Object.keys(changes).length === 0
    ? rates
    : { backbone: 1, neck: 1, loss: 1, ...rates, ...changes };
}

/** The entries that were given. */
function given<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as { [K in keyof T]?: NonNullable<T[K]> };
}
