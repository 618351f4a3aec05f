import { freeze } from "./freeze.ts";
import type { Recipe } from "./recipe.ts";

/** A recipe and, for every value of it, where the value comes from. */
export interface Preset {
  /** The complete recipe. */
  readonly recipe: Recipe;
  /**
   * The source of each value by its path ("optimizer.beta2"); a path may
   * stand for everything below it. Begins with "unknown" where the paper does
   * not fix the value, followed by what this kit chose.
   */
  readonly sources: Readonly<Record<string, string>>;
}

/**
 * Pairs a recipe with its sources and freezes both.
 *
 * @param recipe The complete recipe.
 * @param sources A source for every leaf.
 * @returns The preset.
 * @throws {RangeError} If a leaf has no source, or a source no leaf; the paths are named.
 *
 * @example Every value of the paper's recipe says where it is from
 * ```ts
 * import { presets } from "@spherereid/kit/recipe";
 * import { assert } from "@std/assert";
 *
 * assert(presets.paper.sources["loss.scale"]!.startsWith("unknown"));
 * ```
 */
export function preset(
  recipe: Recipe,
  sources: Readonly<Record<string, string>>,
): Preset {
  const leaves = paths(recipe).filter((path) =>
    !["name", "about"].includes(path)
  );
  const covers = (source: string, leaf: string) =>
    leaf === source || leaf.startsWith(`${source}.`);
  const keys = Object.keys(sources);
  const bare = leaves.filter((leaf) => !keys.some((key) => covers(key, leaf)));
  const stray = keys.filter((key) => !leaves.some((leaf) => covers(key, leaf)));
  if (bare.length + stray.length > 0) {
    throw new RangeError(
      `Cannot make the preset "${recipe.name}" as each value must have one source: without a source [${bare}], without a value [${stray}]`,
    );
  }
  return freeze({ recipe, sources });
}

/** The dotted paths of all values; an array is one value. */
function paths(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [path];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    paths(inner, path === "" ? key : `${path}.${key}`)
  );
}
