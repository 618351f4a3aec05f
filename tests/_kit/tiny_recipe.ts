import { TINY_SET } from "./tiny_set.ts";
import { presets, type Recipe } from "../../lib/recipe/mod.ts";

/** A recipe that trains in seconds on any engine: a very slim ResNet-50, six drawn persons, 32x16 images. */
export function tinyRecipe(changes: Partial<Recipe> = {}): Recipe {
  const { recipe } = presets.demo;
  if (recipe.data.kind !== "drawn") throw new TypeError("The demo draws");
  return {
    ...recipe,
    name: "tiny",
    data: {
      ...recipe.data,
      ...TINY_SET,
    },
    input: { ...recipe.input, height: 32, width: 16 },
    augment: { height: 36, width: 18, pad: 0, flip: 0.5, erase: null },
    model: { ...recipe.model, width: 0.0625, embed: 16 },
    sampler: { name: "balanced", persons: 3, images: 2, epochUnit: "images" },
    epochs: 2,
    validation: { persons: 2, every: 1 },
    evaluation: { batch: 16, flip: false },
    ...changes,
  };
}
