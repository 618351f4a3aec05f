import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import {
  fingerprint,
  loadCheckpoint,
  readTrained,
  saveCheckpoint,
} from "../../lib/run/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { slimTrained } from "../_kit/slim_trained.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

Deno.test("readTrained() parts the network's weights from the loss's, and passes over the optimizer's", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.safetensors`;
  const { model, params, state, loss } = await slimTrained(path);
  assertEquals(Object.keys(params).sort(), Object.keys(model.params).sort());
  assertEquals(Object.keys(state).sort(), Object.keys(model.state).sort());
  assertEquals(loss["loss.weight"]?.shape, [3, 16]);
  const { tensors, header } = await loadCheckpoint(path);
  const slot = { shape: [1], values: Float32Array.of(1) };
  await saveCheckpoint(path, { ...tensors, "slots/first/a": slot }, header);
  assertEquals(Object.keys((await readTrained(path)).loss), ["loss.weight"]);
});

Deno.test("readTrained() names what is missing or of another shape", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.safetensors`;
  await slimTrained(path);
  const { tensors, header } = await loadCheckpoint(path);
  const { "params/neck.fc.bias": _, ...rest } = tensors;
  const wrong = { shape: [2], values: new Float32Array(2) };
  const spoilt = { ...rest, "state/neck.bn2.running_mean": wrong };
  await saveCheckpoint(path, spoilt, header);
  await assertRejects(
    () => readTrained(path),
    TypeError,
    `Cannot read the network of "${path}" as names and shapes must be those of its recipe: neck.fc.bias is missing, neck.bn2.running_mean is [2], not [16]: copy the checkpoint again`,
  );
});

Deno.test("fingerprint() is of weights, form and input, not of loss, step or name", async () => {
  await using box = await sandbox();
  const one = await slimTrained(`${box.folder}/a.safetensors`);
  const same = await slimTrained(`${box.folder}/b.safetensors`);
  const base = fingerprint(one);
  assert(/^[\da-f]{64}$/.test(base));
  assertEquals(fingerprint(same), base);
  const header = { ...one.header, step: 99 };
  assertEquals(fingerprint({ ...one, header, loss: {} }), base);
  const { recipe } = one.header;
  const { model, input } = tinyRecipe();
  const others = [
    { ...one, params: moved(one.params, "neck.fc.bias") },
    { ...one, state: moved(one.state, "neck.bn1.running_var") },
    {
      ...one,
      header: {
        ...header,
        recipe: { ...recipe, input: { ...input, order: "bgr" as const } },
      },
    },
    {
      ...one,
      header: {
        ...header,
        recipe: { ...recipe, model: { ...model, form: "caffe" as const } },
      },
    },
  ];
  for (const other of others) assertNotEquals(fingerprint(other), base);
});

function moved<T extends Record<string, { values: Float32Array }>>(
  tensors: T,
  name: string,
): T {
  const tensor = tensors[name]!;
  const values = tensor.values.map((value) => value + 1e-3);
  return { ...tensors, [name]: { ...tensor, values } };
}
