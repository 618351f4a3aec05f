import { assert, assertEquals, assertRejects } from "@std/assert";
import { caffeInput } from "../../lib/data/mod.ts";
import { useEngine } from "../../lib/engine/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import {
  accountText,
  initialValues,
  loadCheckpoint,
  modelOf,
  prepare,
  readWeightsOf,
  runFolder,
  startingWeights,
  startRun,
  withWeights,
} from "../../lib/run/mod.ts";
import { disposeLearner, snapshot } from "../../lib/train/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { slimWeights } from "../_kit/slim_weights.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();

const weightsOf = (path: string) =>
  ({ path, map: "torchvision", partial: false }) as const;

Deno.test("prepare() starts a recipe with weights from them, and draws the rest as without", async () => {
  await using box = await sandbox();
  await useEngine("wasm");
  const path = `${box.folder}/slim.safetensors`;
  const slim = await slimWeights(path);
  const recipe = tinyRecipe({ weights: weightsOf(path) });
  const { learner, persons, account } = await prepare(recipe);
  const found = await snapshot(learner, ["params", "state"]);
  disposeLearner(learner);
  const drawn = initialValues(recipe, random(recipe.seed), persons.length);
  for (const [part, values] of Object.entries(drawn)) {
    for (const [name, tensor] of Object.entries(values)) {
      assertEquals(found[`${part}/${name}`], slim[name] ?? tensor, name);
    }
  }
  assertEquals(account!.loaded.size, Object.keys(slim).length);
  assert(account!.drawn.every((name) => name.startsWith("neck.")));
});

Deno.test("startRun() tells what became of the weights, and resumes without them", async () => {
  await using box = await sandbox();
  const engine = await useEngine("wasm");
  const path = `${box.folder}/slim.safetensors`;
  await slimWeights(path);
  const recipe = tinyRecipe({ weights: weightsOf(path) });
  const root = `${box.folder}/runs`;
  const stop = new AbortController();
  let folder = "";
  const notices: string[] = [];
  const given = { recipe, engine, root, signal: stop.signal };
  for await (const event of startRun(given)) {
    if (event.kind === "notice") notices.push(event.text);
    if (event.kind === "plan") folder = event.folder;
    if (event.kind === "step") stop.abort();
  }
  assertEquals(
    notices.at(-1),
    "weights: 265 tensors loaded; drawn: neck.bn1.weight, neck.bn1.bias, neck.fc.weight, neck.fc.bias, neck.bn2.weight, neck.bn2.bias and 4 more",
  );
  const { header } = await loadCheckpoint(runFolder(folder).last);
  assertEquals(header.recipe.weights, weightsOf(path));
  await Deno.remove(path);
  const kinds: string[] = [];
  for await (const event of startRun({ recipe, engine, resume: folder })) {
    kinds.push(event.kind);
  }
  assertEquals(kinds.at(-1), "scores");
  await assertRejects(
    () => prepare(recipe),
    Deno.errors.NotFound,
    `Cannot read "${path}"`,
  );
});

Deno.test("startingWeights() refuses a form and pixels that the weights are not made for", async () => {
  const { recipe } = presets.demo;
  const start = (changes: Partial<typeof recipe>, map: "caffe" | "timm") => {
    const weights = { path: "a.pth", map, partial: false };
    const changed = { ...recipe, ...changes, weights };
    const model = modelOf(changed);
    return startingWeights(changed, model, { params: {}, state: {} });
  };
  const caffe = { model: { ...recipe.model, form: "caffe" as const } };
  const message = async (
    changes: Partial<typeof recipe>,
    map: "caffe" | "timm",
  ) => (await assertRejects(() => start(changes, map), RangeError)).message;
  assertEquals(
    await message({}, "caffe"),
    'Cannot start from "a.pth" as model.form must be "caffe", that of the Caffe/Keras resnet50 of 2015: it is "torchvision", change the recipe',
  );
  assertEquals(
    await message(caffe, "caffe"),
    'Cannot start from "a.pth" as input.order must be "bgr", that of the Caffe/Keras resnet50 of 2015: it is "rgb", change the recipe',
  );
  const input = caffeInput(recipe.input);
  assertEquals(
    await message(
      { input: { ...input, order: "rgb", scale: 1 / 255 } },
      "timm",
    ),
    'Cannot start from "a.pth" as input.mean must be [0.485,0.456,0.406], that of timm\'s resnet50: it is [103.939,116.779,123.68], change the recipe',
  );
});

Deno.test("withWeights() takes form, pixels and neck from the map, and leaves what it does not fix", () => {
  const { recipe } = presets.demo;
  const bot = withWeights(recipe, {
    path: "a.pth",
    map: "strongBaseline",
    partial: false,
  });
  assertEquals(
    [bot.model.form, bot.model.neck, bot.model.lastStride],
    ["bot", "BN", 1],
  );
  const plain = withWeights(recipe, weightsOf("a.pth"));
  assertEquals(plain.model, recipe.model);
  assertEquals(plain.input, recipe.input);
});

Deno.test("readWeightsOf() reads a path; accountText() tells all that does not fit", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.safetensors`;
  await slimWeights(path);
  assertEquals((await readWeightsOf(path)).format, "safetensors");
  const text = accountText({
    loaded: new Map([["a", "a"], ["b", "b"]]),
    drawn: [],
    aside: ["fc.weight"],
    missing: ["x"],
    over: ["y"],
    misshapen: [{ name: "z", to: "z", found: "[1]", wanted: "[2]" }],
  });
  assertEquals(
    text,
    "2 tensors loaded; drawn since missing: x; without use: fc.weight; unknown: y; of another shape: z [1] for [2]",
  );
});
