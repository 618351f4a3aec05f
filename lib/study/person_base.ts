import type { Recipe } from "../recipe/mod.ts";
import { personRecipe, quickPersonRecipe } from "./person_recipe.ts";
import type { PersonRowsOptions } from "./person_rows.ts";

/** Seed 1 was tried while rate and length were chosen, so it is none of them. */
const FIRST_SEED = 2;

/** The recipe that all rows share. */
export function baseOf({ quick = false }: PersonRowsOptions): Recipe {
  return quick ? quickPersonRecipe : personRecipe;
}

/** The seeds of each row. */
export function seedsOf(
  { quick = false, seeds = 3 }: PersonRowsOptions,
): number[] {
  if (!(Number.isInteger(seeds) && seeds >= 1)) {
    throw new RangeError(
      `Cannot plan the rows as there must be at least 1 seed: got ${seeds}`,
    );
  }
  return Array.from(
    { length: quick ? 1 : seeds },
    (_, index) => FIRST_SEED + index,
  );
}
