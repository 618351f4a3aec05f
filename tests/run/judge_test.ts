import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import {
  defaultLoss,
  lossDefaults,
  type LossName,
  type LossRecipe,
} from "../../lib/recipe/mod.ts";
import {
  embedImages,
  judge,
  judgeHistogram,
  modelOf,
} from "../../lib/run/mod.ts";
import { prepare } from "../../lib/run/mod.ts";
import { readImages, type Sample } from "../../lib/data/mod.ts";
import { disposeLearner } from "../../lib/train/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();
await useEngine("wasm");
const recipe = tinyRecipe();
const { model, learner, data } = await prepare(recipe);
globalThis.addEventListener("unload", () => disposeLearner(learner));
const { whole } = data;

function rowsOf(samples: readonly Sample[], flip = false, block = 16) {
  const blocks = readImages(samples, recipe.input, { block });
  return embedImages(model, learner, blocks, { flip });
}

Deno.test("embedImages() gives unit rows in order, whatever the block", async () => {
  const before = tf.memory().numTensors;
  const samples = whole.query;
  const { rows, size, person, camera } = await rowsOf(samples);
  assertEquals([rows.length, size], [samples.length * 16, 16]);
  assertEquals([...person], samples.map(({ person }) => person));
  assertEquals([...camera], samples.map(({ camera }) => camera));
  for (let at = 0; at < samples.length; at++) {
    const row = rows.subarray(at * 16, at * 16 + 16);
    assertAlmostEquals(row.reduce((sum, x) => sum + x * x, 0), 1, 1e-5);
  }
  const single = (await rowsOf(samples, false, 1)).rows;
  rows.forEach((value, at) => assertAlmostEquals(single[at]!, value, 1e-4));
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("embedImages() with flip sees a picture and its mirror image alike", async () => {
  const picture = whole.query.slice(0, 1);
  const mirrored = async function* () {
    for await (const block of readImages(picture, recipe.input)) {
      const pixels = tf.tidy(() =>
        tf.reverse(tf.tensor(block.image, [...block.shape]), 2).dataSync()
      );
      yield { ...block, image: pixels as Float32Array };
    }
  };
  const straight = await rowsOf(picture, true);
  const other = await embedImages(model, learner, mirrored(), { flip: true });
  straight.rows.forEach((value, at) =>
    assertAlmostEquals(other.rows[at]!, value, 1e-5)
  );
  const plain = await rowsOf(picture);
  assert(
    plain.rows.some((value, at) => Math.abs(value - straight.rows[at]!) > 1e-4),
  );
});

Deno.test("embedImages() says how far it is", async () => {
  const done: number[] = [];
  const blocks = readImages(whole.query, recipe.input, { block: 2 });
  await embedImages(model, learner, blocks, {
    onProgress: (count) => done.push(count),
  });
  assertEquals(done.at(-1), whole.query.length);
  assertEquals(done.length, Math.ceil(whole.query.length / 2));
});

Deno.test("judge() ranks query against gallery and tells how far it is", async () => {
  const before = tf.memory().numTensors;
  const seen: string[] = [];
  const found = await judge(recipe, model, learner, whole, {
    onProgress: (label, done, total) => seen.push(`${label} ${done}/${total}`),
  });
  const total = whole.query.length + whole.gallery.length;
  assertEquals(seen.at(-1), `embed ${total}/${total}`);
  assertEquals(found.queries.length, whole.query.length);
  assert(found.map > 0 && found.map <= 1);
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("judge() heeds the recipe's flip and block size", async () => {
  const scores = async (batch: number, flip: boolean) => {
    const seen: number[] = [];
    const evaluation = { batch, flip };
    const found = await judge(
      { ...recipe, evaluation },
      model,
      learner,
      whole,
      { onProgress: (_, done) => seen.push(done) },
    );
    return { blocks: seen.length, found };
  };
  const plain = await scores(16, false);
  assertNotEquals((await scores(16, true)).found, plain.found);
  assert((await scores(4, false)).blocks > plain.blocks);
});

Deno.test("judge() knows no loss: neither its margin nor its weights change a score", async () => {
  const seen = async (loss: LossRecipe, given = learner) =>
    await judge(
      { ...recipe, loss },
      modelOf({ ...recipe, loss }),
      given,
      whole,
    );
  const plain = await seen(recipe.loss);
  const margins = ["margin", "m1", "m2", "m3", "times"];
  const taken = Object.entries(lossDefaults).flatMap(([name, keys]) =>
    Object.keys(keys).filter((key) => margins.includes(key))
      .map((key) => [name as LossName, key] as const)
  );
  assert(taken.length >= 11);
  for (const [name, key] of taken) {
    for (const value of [1, 3]) {
      const loss = { ...defaultLoss(name), [key]: value } as LossRecipe;
      assertEquals(await seen(loss), plain, `${name} ${key} ${value}`);
    }
  }
  const params = Object.fromEntries(
    Object.entries(learner.params)
      .filter(([name]) => !name.startsWith("loss.")),
  );
  assertNotEquals(Object.keys(params), Object.keys(learner.params));
  assertEquals(await seen(recipe.loss, { ...learner, params }), plain);
});

Deno.test("judgeHistogram() finds a picture that hangs in the gallery too", async () => {
  const [sample] = whole.query;
  const others = whole.gallery.filter(({ person }) =>
    person !== sample!.person
  );
  const twin = { ...sample!, camera: sample!.camera + 1 };
  const split = { ...whole, query: [sample!], gallery: [...others, twin] };
  assertEquals((await judgeHistogram(split)).rank1, 1);
  const stranger = { ...others[0]!, person: sample!.person };
  const wrong = { ...others[0]!, person: others[0]!.person + 100 };
  const { rank1 } = await judgeHistogram({
    ...split,
    gallery: [{ ...twin, person: wrong.person }, {
      ...stranger,
      camera: sample!.camera + 1,
    }],
  });
  assertEquals(rank1, 0);
});

Deno.test("judge() and judgeHistogram() name a bad image and leave it out; strict makes it fatal", async () => {
  const path = await Deno.makeTempFile({ suffix: "0001_c1.png" });
  const bad = { path, person: 1, camera: 1 };
  const split = { ...whole, gallery: [...whole.gallery, bad] };
  const ways = [
    (strict: boolean, onWarning: (text: string) => void) =>
      judge(recipe, model, learner, split, { strict, onWarning }),
    (strict: boolean, onWarning: (text: string) => void) =>
      judgeHistogram(split, { strict, onWarning }),
  ];
  for (const way of ways) {
    const told: string[] = [];
    await way(false, (text) => told.push(text));
    assertEquals(told.length, 1);
    assertStringIncludes(told[0]!, path);
    const error = await assertRejects(() => way(true, () => {}));
    assertStringIncludes((error as Error).message, path);
  }
  await Deno.remove(path);
});
