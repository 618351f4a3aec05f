import { assertEquals, assertRejects } from "@std/assert";
import { writeSafetensors } from "../../lib/model/mod.ts";
import {
  kitVersion,
  loadCheckpoint,
  saveCheckpoint,
} from "../../lib/run/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { defaultLoss } from "../../lib/recipe/mod.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

const recipe = tinyRecipe();
const tensors = {
  "params/a": { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
  "state/b": { shape: [], values: Float32Array.of(5) },
};
const best = { step: 3, rank1: 0.5, map: 0.25 };

Deno.test("saveCheckpoint() and loadCheckpoint() are a round trip", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/last.safetensors`;
  const header = { step: 7, recipe, persons: [2, 9], best };
  await saveCheckpoint(path, tensors, header);
  const { model, input, loss } = recipe;
  const found = await loadCheckpoint(path, { model, input, loss });
  assertEquals(found, { header: { kit: kitVersion, ...header }, tensors });
});

Deno.test("loadCheckpoint() names the first part that differs, with both values", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/last.safetensors`;
  await saveCheckpoint(path, {}, { step: 0, recipe, persons: [], best: null });
  const { input, loss, model } = recipe;
  const ways = [
    [{ model: { ...model, embed: 17 } }, "model.embed must be 17: it is 16"],
    [
      { input: { ...input, mean: [0, 0, 0] as const } },
      "input.mean must be [0,0,0]: it is [0.485,0.456,0.406]",
    ],
    [
      { loss: { ...defaultLoss("sphere"), scale: 9 } },
      "loss.scale must be 9: it is 14",
    ],
  ] as const;
  for (const [expected, text] of ways) {
    await assertRejects(
      () => loadCheckpoint(path, expected),
      TypeError,
      `Cannot load "${path}" as its ${text}: use the recipe it was trained with`,
    );
  }
  await loadCheckpoint(path, { loss });
});

Deno.test("loadCheckpoint() refuses what is no checkpoint of this kit", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.safetensors`;
  await writeSafetensors(path, tensors, {});
  await assertRejects(
    () => loadCheckpoint(path),
    SyntaxError,
    `Cannot load "${path}" as it must be a checkpoint of this kit: its metadata has no "spherereid" entry`,
  );
  await writeSafetensors(path, tensors, { spherereid: "{" });
  await assertRejects(
    () => loadCheckpoint(path),
    SyntaxError,
    `Cannot load "${path}" as its "spherereid" metadata must be JSON: the file is damaged`,
  );
  for (const text of ["null", '{ "step": 1 }']) {
    await writeSafetensors(path, tensors, { spherereid: text });
    await assertRejects(
      () => loadCheckpoint(path),
      SyntaxError,
      `Cannot use the recipe in "${path}" as a recipe`,
    );
  }
  await assertRejects(
    () => loadCheckpoint(`${box.folder}/none`),
    Deno.errors.NotFound,
  );
});
