import { assert, assertEquals, assertThrows } from "@std/assert";
import { checkRecipe, type LossRecipe } from "../../lib/recipe/mod.ts";
import { personRows, type PersonSettings } from "../../lib/study/mod.ts";

const rows = personRows();

/** A loss's rows by seed. */
function of(name: string): PersonSettings[] {
  return rows.filter((row) => row.name.startsWith(`${name}, seed `))
    .map(({ settings }) => settings);
}

Deno.test("personRows() holds every loss of the issue at three seeds, on equal terms", () => {
  const wanted: Readonly<Record<string, LossRecipe["name"]>> = {
    softmax: "softmax",
    sphere: "sphere",
    CosFace: "cosFace",
    ArcFace: "arcFace",
    triplet: "batchHardTriplet",
    "softmax + triplet": "softmaxTriplet",
  };
  const [first] = of("softmax");
  for (const [name, loss] of Object.entries(wanted)) {
    const found = of(name);
    assertEquals(found.map(({ recipe }) => recipe.seed), [2, 3, 4], name);
    for (const { recipe, rankedBy, from } of found) {
      assertEquals([recipe.loss.name, rankedBy], [loss, "model"]);
      assert(from.length > 0);
      const { seed, loss: own } = first!.recipe;
      assertEquals({ ...recipe, seed, loss: own }, first!.recipe);
    }
  }
});

Deno.test("personRows() are complete recipes whose class weights begin alike", () => {
  for (const { name, settings: { recipe } } of rows) {
    assertEquals(
      checkRecipe(JSON.parse(JSON.stringify(recipe)), name),
      recipe,
    );
    if ("deviation" in recipe.loss) {
      assertEquals(recipe.loss.deviation, 0.01, name);
    }
  }
});

Deno.test("personRows() goes seed by seed, so that a stopped table compares the same seeds", () => {
  const seeds = rows.filter(({ settings }) => settings.rankedBy === "model")
    .map(({ settings }) => settings.recipe.seed);
  const compared = 6 * 3;
  for (const part of [seeds.slice(0, compared), seeds.slice(compared)]) {
    assert(part.length > 0);
    assertEquals(part, part.toSorted((a, b) => a - b));
  }
});

Deno.test("personRows() has the histogram once, and other names for nothing", () => {
  assertEquals(
    rows.filter(({ settings }) => settings.rankedBy === "histogram")
      .map(({ name }) => name),
    ["colour histogram"],
  );
  assertEquals(new Set(rows.map(({ name }) => name)).size, rows.length);
});

Deno.test("personRows() if quick takes small pictures of few persons, one seed", () => {
  const quick = personRows({ quick: true, seeds: 3 });
  const once = personRows({ seeds: 1 });
  assertEquals(quick.map(({ name }) => name), once.map(({ name }) => name));
  for (const [index, { settings }] of quick.entries()) {
    const { recipe } = settings;
    assert(recipe.data.kind === "drawn");
    assertEquals([recipe.data.persons, recipe.epochs], [6, 1]);
    assertEquals(recipe.loss, once[index]!.settings.recipe.loss);
  }
});

Deno.test("personRows() refuses no seeds", () => {
  assertThrows(
    () => personRows({ seeds: 0 }),
    RangeError,
    "Cannot plan the rows as there must be at least 1 seed: got 0",
  );
});
