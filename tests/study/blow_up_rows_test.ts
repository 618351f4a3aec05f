import { assert, assertEquals, assertThrows } from "@std/assert";
import { checkRecipe } from "../../lib/recipe/mod.ts";
import { scheduleOf } from "../../lib/run/mod.ts";
import { blowUpRows, personRows } from "../../lib/study/mod.ts";

const rows = blowUpRows();

function recipeOf(name: string) {
  const row = rows.find((row) => row.name === name);
  assert(row !== undefined, name);
  return row.settings.recipe;
}

Deno.test("blowUpRows() holds triplet and sphere with each guard at three seeds", () => {
  for (const loss of ["triplet", "sphere"]) {
    for (const place of ["neck D, Adam", "neck B, Adam", "neck B, SGD"]) {
      for (const guard of ["neither", "clipping", "warm-up"]) {
        for (const seed of [2, 3, 4]) {
          const name = `${loss}, ${place}, ${guard}, seed ${seed}`;
          const recipe = recipeOf(name);
          assertEquals(recipe.seed, seed);
          assertEquals(
            [recipe.model.neck, recipe.optimizer.name],
            [place[5], place.slice(8).toLowerCase()],
          );
          checkRecipe(JSON.parse(JSON.stringify(recipe)), name);
        }
      }
    }
  }
  assertEquals(rows.length, 2 * 3 * 3 * 3);
});

Deno.test("blowUpRows() changes one thing between guards", () => {
  const of = (guard: string) =>
    recipeOf(`sphere, neck D, Adam, ${guard}, seed 3`);
  const neither = of("neither");
  const clipping = of("clipping");
  const warmUp = of("warm-up");
  assertEquals({ ...clipping, clip: null }, neither);
  assertEquals({ ...warmUp, schedule: neither.schedule }, neither);
  const rate = (recipe: typeof neither, time: number) =>
    scheduleOf(recipe, 18).rate(time);
  const { peak } = neither.schedule;
  assertEquals([rate(neither, 0), rate(clipping, 0)], [peak, peak]);
  assert(rate(warmUp, 0) < peak / 50);
  assertEquals(rate(warmUp, 20), rate(neither, 20));
});

Deno.test("blowUpRows() has rates far above the comparison's", () => {
  const compared = personRows()[1]!.settings.recipe.schedule.peak;
  for (const { settings: { recipe } } of rows) {
    assert(recipe.schedule.peak >= 10 * compared);
  }
});

Deno.test("blowUpRows() goes seed by seed; quick takes one seed and few persons", () => {
  const seeds = rows.map(({ settings }) => settings.recipe.seed);
  assertEquals(seeds, seeds.toSorted((a, b) => a - b));
  const quick = blowUpRows({ quick: true });
  assertEquals(
    quick.map(({ name }) => name),
    blowUpRows({ seeds: 1 }).map(({ name }) => name),
  );
  for (const { settings: { recipe } } of quick) {
    assert(recipe.data.kind === "drawn");
    assertEquals([recipe.data.persons, recipe.epochs], [6, 1]);
  }
});

Deno.test("blowUpRows() refuses no seeds", () => {
  assertThrows(
    () => blowUpRows({ seeds: 0.5 }),
    RangeError,
    "Cannot plan the rows as there must be at least 1 seed: got 0.5",
  );
});
