import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  checkRecipe,
  defaultLoss,
  lossDefaults,
  type LossName,
  preset,
  presets,
} from "../../lib/recipe/mod.ts";

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

Deno.test("checkRecipe() says what a config.json of an older kit lacks", () => {
  const { recipe } = presets.demo;
  const { spread: _, hardest: __, ...loss } = defaultLoss("sphere");
  assertThrows(
    () => checkRecipe({ ...recipe, loss }, '"old/config.json"'),
    SyntaxError,
    'Cannot use "old/config.json" as a recipe as every key must be there and in range: loss.spread: missing; loss.hardest: missing',
  );
});

Deno.test("checkRecipe() lists the losses to an unknown one, and names an option out of range", () => {
  const { recipe } = presets.demo;
  const refuse = (loss: object, text: string) =>
    assertThrows(
      () => checkRecipe({ ...recipe, loss }, "a.json"),
      SyntaxError,
      text,
    );
  refuse(
    { ...recipe.loss, name: "spere" },
    `loss.name: must be one of ${Object.keys(lossDefaults).join(", ")}`,
  );
  refuse({ ...recipe.loss, margin: 1 }, 'Unrecognized key: "margin"');
  refuse({ ...recipe.loss, hardest: 0 }, "loss.hardest: ");
  refuse({ ...recipe.loss, smoothing: 1 }, "loss.smoothing: ");
  refuse({ ...defaultLoss("arcFace"), margin: 3.2 }, "loss.margin: ");
  refuse({ ...defaultLoss("aSoftmax"), lambda: "none" }, "loss.lambda: ");
  refuse(
    { ...defaultLoss("aSoftmax"), times: 2.5 },
    "loss.times: must be whole unless the form is clamped",
  );
  refuse(
    { ...defaultLoss("sphereMargin"), kind: "angle", margin: 4 },
    "loss.margin: must be at most π if it is an angle",
  );
  refuse(
    { ...defaultLoss("normSoftmax"), learn: true, scale: 1, floor: 2 },
    "loss.scale: must be at least the floor if it is learnt",
  );
  const clamped = { ...defaultLoss("aSoftmax"), times: 2.5, form: "clamped" };
  assertEquals<unknown>(
    checkRecipe({ ...recipe, loss: clamped }, "a.json").loss,
    clamped,
  );
});

Deno.test("defaultLoss() is complete and frozen", () => {
  for (const name of Object.keys(lossDefaults) as LossName[]) {
    const loss = defaultLoss(name);
    assertEquals([loss.name, loss.hardest], [name, null]);
    assertThrows(() => Object.assign(loss, { hardest: 1 }), TypeError);
    checkRecipe({ ...presets.demo.recipe, loss }, name);
  }
});

Deno.test("recipe coincheung holds the numbers of the public code", () => {
  const { recipe, sources } = presets.coincheung;
  const { loss, sampler, schedule, model, augment, evaluation } = recipe;
  assertEquals(loss, { ...defaultLoss("sphere"), hardest: 0.8 });
  assertEquals([model.lastStride, model.neck, model.embed], [1, "D", 1024]);
  assert(sampler.name === "balanced");
  assertEquals(sampler.epochUnit, "identities");
  assertEquals(
    [schedule.name, recipe.epochs, recipe.optimizer.weightDecay],
    ["coincheung", 150, 0],
  );
  assertEquals([augment.height, augment.flip, augment.erase?.probability], [
    288,
    0.5,
    0.5,
  ]);
  assertEquals(evaluation.flip, true);
  assertStringIncludes(sources["loss.hardest"]!, "e02c7b9");
});

Deno.test("recipe bot holds the numbers of reid-strong-baseline", () => {
  const { recipe } = presets.bot;
  const { loss, schedule, model, augment, optimizer, evaluation } = recipe;
  assertEquals(loss, { ...defaultLoss("softmaxTriplet"), smoothing: 0.1 });
  assertEquals([model.lastStride, model.neck], [1, "BN"]);
  assertEquals([schedule.name, schedule.peak, recipe.epochs], [
    "bot",
    3.5e-4,
    120,
  ]);
  assertEquals([augment.height, augment.width, augment.pad], [256, 128, 10]);
  assertEquals([augment.flip, augment.erase?.probability], [0.5, 0.5]);
  assertEquals([optimizer.weightDecay, evaluation.flip], [5e-4, false]);
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

Deno.test("checkRecipe() reads a folder with and without what its reader is told", () => {
  const folder = { kind: "folder", path: "set" } as const;
  const read = (more: object) =>
    checkRecipe(
      { ...presets.demo.recipe, data: { ...folder, ...more } },
      "mine",
    )
      .data;
  assertEquals(read({}), folder);
  const told = {
    camera: "image",
    trainval: false,
    boxes: "labeled",
    splitSeed: 2,
  } as const;
  assertEquals(read(told), { ...folder, ...told });
  for (
    const [key, value] of Object.entries({
      camera: "",
      trainval: 1,
      boxes: "drawn",
      splitSeed: 0.5,
      policy: "image",
    })
  ) {
    assertThrows(() => read({ [key]: value }), SyntaxError, "data");
  }
});
