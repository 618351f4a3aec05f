import { assertEquals, assertRejects } from "@std/assert";
import { fromTorch, readSafetensors } from "../../lib/model/mod.ts";
import {
  exportMetadata,
  exportModel,
  EXPORTS,
  kitVersion,
} from "../../lib/run/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { slimTrained } from "../_kit/slim_trained.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

Deno.test("exportModel() writes safetensors with torch's names, every tensor and the class weights", async () => {
  await using box = await sandbox();
  for (const form of ["torchvision", "caffe"] as const) {
    const model = { ...tinyRecipe().model, form };
    const trained = await slimTrained(`${box.folder}/a.safetensors`, { model });
    const path = `${box.folder}/out.safetensors`;
    await exportModel(trained, "safetensors", path);
    const { tensors, metadata } = await readSafetensors(path);
    assertEquals(tensors["backbone.conv1.weight"]?.shape, [4, 3, 7, 7]);
    assertEquals(tensors["neck.fc.weight"]?.shape, [16, 128]);
    assertEquals("backbone.conv1.bias" in tensors, form === "caffe");
    const { "loss.weight": weight, ...rest } = tensors;
    assertEquals(weight, trained.loss["loss.weight"]);
    const { params, state } = trained.model;
    assertEquals(fromTorch(rest, { ...params, ...state }), {
      ...trained.params,
      ...trained.state,
    });
    assertEquals(metadata, { format: "pt", ...exportMetadata(trained) });
    assertEquals(metadata.form, form);
  }
});

Deno.test("exportMetadata() tells all that turns pixels into rows", async () => {
  await using box = await sandbox();
  const evaluation = { batch: 16, flip: true };
  const path = `${box.folder}/a.safetensors`;
  const trained = await slimTrained(path, { evaluation });
  const { pixels, ...words } = exportMetadata(trained);
  const { model, input } = tinyRecipe();
  assertEquals(words, {
    kit: kitVersion,
    recipe: "tiny",
    step: "4",
    form: "torchvision",
    model: JSON.stringify(model),
    input: JSON.stringify(input),
    flip: "true",
    persons: "[2,5,9]",
  });
  assertEquals(/\(pixel \* scale - mean\) \/ std/.test(pixels!), true);
});

Deno.test("exportModel() leaves nothing half-written", async () => {
  await using box = await sandbox();
  const trained = await slimTrained(`${box.folder}/a.safetensors`);
  for (const to of EXPORTS) {
    await Deno.mkdir(`${box.folder}/${to}`);
    await assertRejects(
      () => exportModel(trained, to, `${box.folder}/${to}`),
      Error,
      `Cannot write "${box.folder}/${to}" as is a directory (os error 21)`,
    );
    await assertRejects(() =>
      exportModel(trained, to, `${box.folder}/none/out`)
    );
  }
  assertEquals(
    [...Deno.readDirSync(box.folder)].map(({ name }) => name).sort(),
    ["a.safetensors", ...EXPORTS].sort(),
  );
});
