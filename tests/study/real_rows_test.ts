import { assert, assertEquals, assertThrows } from "@std/assert";
import { checkRecipe } from "../../lib/recipe/mod.ts";
import { realRows } from "../../lib/study/mod.ts";

const rows = realRows({ data: "persons" });

Deno.test("realRows() are complete recipes of equal length from ImageNet's weights at 128x64", () => {
  for (const { name, settings: { recipe } } of rows) {
    assertEquals(
      checkRecipe(JSON.parse(JSON.stringify(recipe)), name),
      recipe,
    );
    assertEquals(
      [recipe.epochs, recipe.input.height, recipe.input.width],
      [20, 128, 64],
    );
    assertEquals(
      [recipe.weights?.path, recipe.model.form, recipe.model.lastStride],
      ["imagenet", "caffe", 1],
    );
  }
});

Deno.test("realRows() change what their names say and nothing else", () => {
  const of = (name: string) => {
    const row = rows.find((row) => row.name === name);
    assert(row, name);
    return row.settings.recipe;
  };
  const base = of("sphere, seed 1");
  const { schedule, model } = base;
  assertEquals(of("sphere, seed 2"), { ...base, seed: 2 });
  assertEquals(of("no warm-up, seed 1"), {
    ...base,
    schedule: { ...schedule, name: "coldCosine" },
  });
  assertEquals(of("high rate, seed 1").schedule.peak, 10 * schedule.peak);
  assertEquals(of("high rate, seed 1").clip, null);
  assertEquals(of("uniform, seed 1"), {
    ...base,
    sampler: { name: "uniform", batch: 64 },
  });
  for (const neck of ["A", "B", "C"] as const) {
    assertEquals(of(`neck ${neck}, seed 1`), {
      ...base,
      model: { ...model, neck },
    });
  }
});

Deno.test("realRows() have names of their own, and refuse no seeds", () => {
  assertEquals(new Set(rows.map(({ name }) => name)).size, rows.length);
  assertEquals(rows.length, 16);
  assertThrows(
    () => realRows({ data: "persons", seeds: 0 }),
    RangeError,
    "Cannot plan the rows as there must be at least 1 seed: got 0",
  );
});
