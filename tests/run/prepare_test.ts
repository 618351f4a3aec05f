import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import type { HostBatch } from "../../lib/data/mod.ts";
import { useEngine } from "../../lib/engine/mod.ts";
import { random } from "../../lib/random/mod.ts";
import type { Recipe } from "../../lib/recipe/mod.ts";
import { initialValues, prepare } from "../../lib/run/mod.ts";
import { disposeLearner } from "../../lib/train/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();
await useEngine("wasm");
const tiny = tinyRecipe();

async function firstBatch(recipe: Recipe): Promise<HostBatch> {
  const { training, learner } = await prepare(recipe);
  disposeLearner(learner);
  for await (const batch of training.batches(0, 0)) return batch;
  throw new Error("no batch");
}

Deno.test("prepare() counts what is there", async () => {
  const before = tf.memory().numTensors;
  const { data, persons, parameters, learner, model, training } = await prepare(
    tiny,
  );
  const held = new Set(data.training.query.map(({ person }) => person));
  assertEquals([persons.length, held.size], [6, 2]);
  assert(!persons.some((person) => held.has(person)));
  const all = Object.values(learner.params);
  assertEquals(parameters, all.reduce((sum, { size }) => sum + size, 0));
  assertEquals(learner.params["loss.weight"]!.shape, [6, model.neck.embed]);
  assertEquals(training.stepsPerEpoch, Math.floor(36 / 6));
  disposeLearner(learner);
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("prepare() makes batches that heed seed, input, augmentation and sampler", async () => {
  const { input, augment } = tiny;
  const base = await firstBatch(tiny);
  assertEquals(base, await firstBatch(tinyRecipe()));
  const changed: Record<string, Partial<Recipe>> = {
    seed: { seed: 2 },
    height: { input: { ...input, height: 30 } },
    width: { input: { ...input, width: 15 } },
    order: { input: { ...input, order: "bgr" } },
    scale: { input: { ...input, scale: 1 } },
    mean: { input: { ...input, mean: [0, 0, 0] } },
    std: { input: { ...input, std: [1, 1, 1] } },
    "augment.height": { augment: { ...augment, height: 40 } },
    "augment.width": { augment: { ...augment, width: 20 } },
    pad: { augment: { ...augment, pad: 3 } },
    flip: { augment: { ...augment, flip: 1 } },
    erase: {
      augment: {
        ...augment,
        erase: { probability: 1, area: [0.2, 0.3], aspect: [0.5, 2] },
      },
    },
    sampler: { sampler: { name: "uniform", batch: 6 } },
  };
  for (const [name, change] of Object.entries(changed)) {
    assertNotEquals(await firstBatch({ ...tiny, ...change }), base, name);
  }
});

Deno.test("prepare() leaves the first batches of a resumed epoch out", async () => {
  const { training, learner } = await prepare(tiny);
  const take = async (skip: number) => {
    const found: HostBatch[] = [];
    for await (const batch of training.batches(1, skip)) found.push(batch);
    return found;
  };
  assertEquals(await take(4), (await take(0)).slice(4));
  disposeLearner(learner);
});

Deno.test("prepare() accumulates whole groups, and says when an epoch has none", async () => {
  const { training, learner } = await prepare({ ...tiny, accumulate: 4 });
  assertEquals([training.accumulate, training.stepsPerEpoch], [4, 1]);
  disposeLearner(learner);
  const before = tf.memory().numTensors;
  await assertRejects(
    () => prepare({ ...tiny, accumulate: 7 }),
    RangeError,
    "Cannot train as an epoch must have at least one update: it has 6 batches and 7 are accumulated: accumulate fewer",
  );
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("prepare() takes clip, schedule and epochs over", async () => {
  const { training, learner } = await prepare({
    ...tiny,
    clip: { by: "norm", limit: 1 },
    schedule: { name: "constant", unit: "step", peak: 0.5 },
    epochs: 3,
  });
  assert(training.clip);
  assertEquals(training.epochs, 3);
  assertEquals([training.schedule.end, training.schedule.rate(0)], [18, 0.5]);
  disposeLearner(learner);
});

Deno.test("initialValues() are a function of the generator", () => {
  const values = (seed: number) => initialValues(tiny, random(seed), 3);
  assertEquals(values(1), values(1));
  assertNotEquals(values(1), values(2));
  assertEquals(values(1).params["loss.weight"]!.shape, [3, 16]);
});
