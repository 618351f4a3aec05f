import { assertEquals, assertThrows } from "@std/assert";
import { checkRecipe, preset, presets } from "../../lib/recipe/mod.ts";

Deno.test("presets are complete, frozen recipes under their own names", () => {
  for (const [name, { recipe }] of Object.entries(presets)) {
    assertEquals(checkRecipe(JSON.parse(JSON.stringify(recipe)), name), recipe);
    assertEquals(recipe.name, name);
    assertThrows(() => {
      (recipe.model as { width: number }).width = 2;
    }, TypeError);
  }
});

Deno.test("checkRecipe() names an unknown key, a missing one and a value out of range", () => {
  const { recipe } = presets.demo;
  const bad = { ...recipe, epochs: 0, colour: 1, seed: undefined };
  const error = assertThrows(() => checkRecipe(bad, "a.json"), SyntaxError);
  for (const word of ["a.json", "epochs", "colour", "seed"]) {
    assertEquals(error.message.includes(word), true, word);
  }
});

Deno.test("preset() refuses a value without a source and a source without a value", () => {
  const { recipe, sources } = presets.demo;
  const { epochs: _, ...fewer } = sources;
  const error = assertThrows(
    () => preset(recipe, { ...fewer, "model.depth": "?" }),
    RangeError,
  );
  assertEquals(
    error.message,
    'Cannot make the preset "demo" as each value must have one source: without a source [epochs], without a value [model.depth]',
  );
});

Deno.test("the paper's recipe holds the paper's numbers", () => {
  const { recipe } = presets.paper;
  assertEquals([recipe.input.height, recipe.input.width], [256, 128]);
  assertEquals([recipe.augment.height, recipe.augment.width], [288, 144]);
  assertEquals(recipe.sampler, {
    name: "balanced",
    persons: 16,
    images: 4,
    epochUnit: "images",
  });
  assertEquals(recipe.model.embed, 1024);
  assertEquals(recipe.epochs, 140);
});
