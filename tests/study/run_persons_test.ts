import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import type { Recipe } from "../../lib/recipe/mod.ts";
import {
  judge,
  judgeHistogram,
  openData,
  prepare,
  scoresOf,
} from "../../lib/run/mod.ts";
import {
  type PersonResult,
  type PersonSettings,
  runPersons,
} from "../../lib/study/mod.ts";
import { disposeLearner, train } from "../../lib/train/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();
await useEngine("wasm");
const tiny = tinyRecipe({ validation: { persons: 0, every: 1 } });

function settings(changes: Partial<Recipe> = {}): PersonSettings {
  return {
    recipe: { ...tiny, ...changes },
    rankedBy: "model",
    from: "a test",
  };
}

async function result(changes: Partial<Recipe> = {}) {
  const found = await runPersons(settings(changes));
  assert(found !== null);
  return found;
}

Deno.test("runPersons() gives what training and judging by hand give, and leaves no tensor", async () => {
  const before = tf.memory().numTensors;
  const found = await result();
  const { training, learner, model, data } = await prepare(tiny);
  const losses: number[] = [];
  const angles: number[] = [];
  for await (const event of train(training)) {
    if (event.kind !== "step") continue;
    losses.push(event.loss);
    angles.push(event.ownAngle);
  }
  const scores = scoresOf(await judge(tiny, model, learner, data.whole), 1);
  disposeLearner(learner);
  const { rank1, map, marketMap, minp } = scores;
  const last = Math.round(losses.length / 10);
  const mean = (values: number[]) =>
    values.slice(-last).reduce((sum, value) => sum + value, 0) / last;
  assert(last > 1 && losses.length === tiny.epochs * training.stepsPerEpoch);
  assertEquals(found, {
    rank1,
    map,
    marketMap,
    minp,
    firstLoss: losses[0]!,
    peakLoss: Math.max(...losses),
    finalLoss: mean(losses),
    ownAngle: mean(angles),
    diverged: false,
    steps: losses.length,
  });
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("runPersons() repeats a seed, and another seed, loss, rate or clipping gives something else", async () => {
  const plain = await result();
  assertEquals(await result(), plain);
  const { schedule } = tiny;
  const changes: Partial<Recipe>[] = [
    { seed: 2 },
    { loss: { ...tiny.loss, scale: 20 } as Recipe["loss"] },
    { schedule: { ...schedule, peak: 2e-3 } },
    { schedule: { ...schedule, name: "coldCosine" } },
    { clip: { by: "value", limit: 1e-3 } },
  ];
  for (const change of changes) {
    assertNotEquals(await result(change), plain, JSON.stringify(change));
  }
});

Deno.test("runPersons() draws the same pictures whatever the seed", async () => {
  const roots = await Promise.all([1, 2].map(async (seed) => {
    const { whole, training } = await openData({ ...tiny, seed });
    assertEquals(training.train.length, whole.train.length);
    return whole.root;
  }));
  assertEquals(roots[0], roots[1]);
});

Deno.test("runPersons() calls a loss that is not finite a result", async () => {
  const before = tf.memory().numTensors;
  const found = await result({
    optimizer: { name: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0 },
    model: { ...tiny.model, neck: "B" },
    schedule: { name: "constant", unit: "step", peak: 1e30 },
  });
  const { diverged, steps, rank1, map, marketMap, minp } = found;
  assertEquals([diverged, rank1, map, marketMap, minp], [
    true,
    null,
    null,
    null,
    null,
  ]);
  assert(steps > 0 && steps < 16, `${steps}`);
  assert(Number.isFinite(found.finalLoss), "of the steps before");
  JSON.stringify(found, (_, value) => {
    assert(typeof value !== "number" || Number.isFinite(value));
    return value;
  });
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("runPersons() of a loss without centres has no angle", async () => {
  const loss = {
    name: "batchHardTriplet",
    margin: 0.3,
    squared: false,
    hardest: null,
  } as const;
  const { ownAngle, finalLoss, rank1 } = await result({ loss });
  assertEquals(ownAngle, null);
  assert(finalLoss! > 0 && rank1! >= 0);
});

/** What a row is that was ranked without a step. */
function untrained(found: Parameters<typeof scoresOf>[0]): PersonResult {
  const { rank1, map, marketMap, minp } = scoresOf(found, 1);
  return {
    rank1,
    map,
    marketMap,
    minp,
    firstLoss: null,
    peakLoss: null,
    finalLoss: null,
    ownAngle: null,
    diverged: false,
    steps: 0,
  };
}

Deno.test("runPersons() ranks by the first weights without a step", async () => {
  const before = tf.memory().numTensors;
  const found = await runPersons({ ...settings(), rankedBy: "start" });
  const { learner, model, data } = await prepare(tiny);
  const judged = await judge(tiny, model, learner, data.whole);
  disposeLearner(learner);
  assertEquals(found, untrained(judged));
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("runPersons() ranks by the histogram without a step", async () => {
  const found = await runPersons({ ...settings(), rankedBy: "histogram" });
  const { whole } = await openData(tiny);
  assertEquals(found, untrained(await judgeHistogram(whole)));
});

Deno.test("runPersons() that is stopped gives null after the step under way", async () => {
  const before = tf.memory().numTensors;
  const stop = new AbortController();
  let steps = 0;
  const found = await runPersons(settings(), {
    signal: stop.signal,
    onStep: ({ step }) => {
      steps = step;
      if (step === 2) stop.abort();
    },
  });
  assertEquals([found, steps], [null, 2]);
  assertEquals(tf.memory().numTensors, before);
});
