import { checkRecipe, type Recipe } from "../lib/recipe/mod.ts";

/**
 * Reads a recipe from a file, as a run's config.json is one.
 *
 * @param path The file.
 * @returns The recipe, checked.
 * @throws {SyntaxError} If it is no JSON, or no complete recipe.
 */
export async function readRecipe(path: string): Promise<Recipe> {
  const text = await Deno.readTextFile(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(
      `Cannot read the recipe "${path}" as it must be JSON: ${
        (error as Error).message
      }, copy it again`,
      { cause: error },
    );
  }
  return checkRecipe(value, `"${path}"`);
}
