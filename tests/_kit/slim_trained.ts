import { random } from "../../lib/random/mod.ts";
import {
  initialValues,
  readTrained,
  saveCheckpoint,
  type Trained,
} from "../../lib/run/mod.ts";
import type { HostTensors } from "../../lib/tensor/mod.ts";
import { tinyRecipe } from "./tiny_recipe.ts";

/** A tiny recipe's network with its first weights, saved and read again. */
export async function slimTrained(
  path: string,
  changes: Parameters<typeof tinyRecipe>[0] = {},
  seed = 1,
): Promise<Trained> {
  const recipe = tinyRecipe(changes);
  const { params, state } = initialValues(recipe, random(seed), 3);
  await saveCheckpoint(
    path,
    { ...named("params", params), ...named("state", state) },
    { step: 4, recipe, persons: [2, 5, 9], best: null },
  );
  return await readTrained(path);
}

function named(part: string, tensors: HostTensors): HostTensors {
  return Object.fromEntries(
    Object.entries(tensors).map((
      [name, tensor],
    ) => [`${part}/${name}`, tensor]),
  );
}
