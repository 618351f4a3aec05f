import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { random } from "../../lib/random/mod.ts";
import type { Recipe } from "../../lib/recipe/mod.ts";
import {
  clipOf,
  initialValues,
  modelOf,
  optimizerOf,
  samplerOf,
  scheduleOf,
} from "../../lib/run/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { createLearner, disposeLearner } from "../../lib/train/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

const engine = await useEngine("wasm");
const tiny = tinyRecipe();

/** Fails unless each change of the recipe changes what is seen of it, and no two do the same. */
async function eachMatters(
  see: (recipe: Recipe) => unknown,
  base: Recipe,
  changed: Readonly<Record<string, Partial<Recipe>>>,
) {
  const seen = new Map([["as it is", JSON.stringify(await see(base))]]);
  for (const [name, change] of Object.entries(changed)) {
    const text = JSON.stringify(await see({ ...base, ...change }));
    for (const [other, before] of seen) {
      assertNotEquals(text, before, `${name} and ${other}`);
    }
    seen.set(name, text);
  }
}

/** A picture's training embedding through a new network. */
function embedding(recipe: Recipe): number[] {
  const model = modelOf(recipe);
  const learner = createLearner(initialValues(recipe, random(1), 3));
  const rows = tf.tidy(() => {
    const image = float(
      tf.tensor(pattern(2 * 32 * 16 * 3), [2, 32, 16, 3]),
      "batch row column channel",
    );
    const mode = { train: true, seed: tf.tensor1d([1, 2], "int32") } as const;
    const { params, state } = learner;
    return [
      ...model.apply(params, state, image, mode).output.embedding.dataSync(),
    ];
  });
  disposeLearner(learner);
  return rows;
}

function pattern(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7));
}

Deno.test("modelOf() heeds every field of the recipe's model", async () => {
  const model = { ...tiny.model, lastStride: 2, zeroResidual: false } as const;
  const before = tf.memory().numTensors;
  await eachMatters(embedding, { ...tiny, model }, {
    form: { model: { ...model, form: "caffe" } },
    width: { model: { ...model, width: 0.125 } },
    lastStride: { model: { ...model, lastStride: 1 } },
    zeroResidual: { model: { ...model, zeroResidual: true } },
    neck: { model: { ...model, neck: "B" } },
    BNNeck: { model: { ...model, neck: "BN" } },
    embed: { model: { ...model, embed: 8 } },
    dropout: { model: { ...model, dropout: 0.25 } },
  });
  assertEquals(tf.memory().numTensors, before, engine.name);
});

/** A parameter after three updates. */
function updates(recipe: Recipe): number[] {
  const optimizer = optimizerOf(recipe);
  return tf.tidy(() => {
    let param: tf.Tensor = tf.tensor1d([1, -2, 3]);
    let slots = Object.fromEntries(
      optimizer.slots.map((slot) => [slot, tf.zerosLike(param)]),
    ) as Readonly<Record<string, tf.Tensor>>;
    for (let count = 1; count <= 3; count++) {
      const scalars = Object.fromEntries(
        Object.entries(optimizer.scalars(0.1, count))
          .map(([name, value]) => [name, tf.scalar(value)]),
      );
      const gradient = tf.tensor1d([count, -0.5 / count, 2]);
      ({ param, slots } = optimizer.update(param, gradient, slots, scalars));
    }
    return [...param.dataSync()];
  });
}

Deno.test("optimizerOf() heeds every field of the recipe's optimizer", async () => {
  const adam = {
    name: "adam",
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0,
  } as const;
  const sgd = {
    name: "sgd",
    momentum: 0.9,
    nesterov: false,
    weightDecay: 0,
  } as const;
  await eachMatters(updates, { ...tiny, optimizer: adam }, {
    beta1: { optimizer: { ...adam, beta1: 0.8 } },
    beta2: { optimizer: { ...adam, beta2: 0.9 } },
    epsilon: { optimizer: { ...adam, epsilon: 0.1 } },
    weightDecay: { optimizer: { ...adam, weightDecay: 0.1 } },
    "adamw's": { optimizer: { ...adam, name: "adamw", weightDecay: 0.1 } },
    "sgd's": { optimizer: sgd },
    momentum: { optimizer: { ...sgd, momentum: 0.5 } },
    nesterov: { optimizer: { ...sgd, nesterov: true } },
    "sgd's weightDecay": { optimizer: { ...sgd, weightDecay: 0.1 } },
  });
});

/** Two gradients, 3 and 4, clipped. */
function clipped(recipe: Recipe): number[] {
  return tf.tidy(() => {
    const gradients = { a: tf.tensor1d([3]), b: tf.tensor1d([4]) };
    const found = clipOf(recipe)?.(gradients) ?? gradients;
    return [...found["a"]!.dataSync(), ...found["b"]!.dataSync()];
  });
}

Deno.test("clipOf() clips by the norm of all or each by value", async () => {
  const by = (by: "norm" | "value", limit: number) => ({
    clip: { by, limit },
  });
  assertEquals(clipOf(tiny), undefined);
  assertClose(clipped({ ...tiny, ...by("norm", 1) }), [0.6, 0.8], 1e-5);
  assertEquals(clipped({ ...tiny, ...by("value", 1) }), [1, 1]);
  await eachMatters(clipped, tiny, {
    norm: by("norm", 2),
    "norm's limit": by("norm", 1),
    value: by("value", 2),
    "value's limit": by("value", 1),
  });
});

/** A schedule's unit, end and rates along the run. */
function rates(recipe: Recipe): unknown {
  const { unit, end, rate } = scheduleOf(recipe, 10);
  return [unit, end, ...[0, 0.2, 0.4, 0.7, 0.9].map((part) => rate(part * end))]
    .map((value) => typeof value === "number" ? value.toPrecision(6) : value);
}

Deno.test("scheduleOf() heeds every field of the recipe's schedule and the run's length", async () => {
  const schedule = { name: "paper", unit: "epoch", peak: 1e-3 } as const;
  await eachMatters(rates, { ...tiny, schedule }, {
    coincheung: { schedule: { ...schedule, name: "coincheung" } },
    bot: { schedule: { ...schedule, name: "bot" } },
    constant: { schedule: { ...schedule, name: "constant" } },
    cosine: { schedule: { ...schedule, name: "cosine" } },
    coldCosine: { schedule: { ...schedule, name: "coldCosine" } },
    held: { schedule: { ...schedule, name: "held" } },
    coldHeld: { schedule: { ...schedule, name: "coldHeld" } },
    unit: { schedule: { ...schedule, unit: "step" } },
    peak: { schedule: { ...schedule, peak: 2e-3 } },
    epochs: { epochs: 4 },
  });
});

const NAMES = [
  "paper",
  "coincheung",
  "bot",
  "constant",
  "cosine",
  "coldCosine",
  "held",
  "coldHeld",
] as const;

Deno.test("scheduleOf() reaches the peak, whatever the shape and the length", () => {
  for (const name of NAMES) {
    for (const unit of ["epoch", "step"] as const) {
      const recipe = {
        ...tiny,
        epochs: 50,
        schedule: { name, unit, peak: 0.25 },
      };
      const { end, rate } = scheduleOf(recipe, 8);
      assertEquals(end, unit === "epoch" ? 50 : 400);
      const all = Array.from({ length: end }, (_, time) => rate(time));
      assertClose([Math.max(...all)], [0.25], 1e-9, `${name} ${unit}`);
    }
  }
});

/** The rate of every step of a run of 50 steps an epoch. */
function ratesOf(name: Recipe["schedule"]["name"]): number[] {
  const schedule = { name, unit: "step", peak: 0.5 } as const;
  const { rate } = scheduleOf({ ...tiny, schedule }, 50);
  return Array.from({ length: 50 * tiny.epochs }, (_, time) => rate(time));
}

for (
  const [name, cold, share] of [
    ["cosine", "coldCosine", 10],
    ["held", "coldHeld", 5],
  ] as const
) {
  Deno.test(`scheduleOf() gives ${cold} the rates of ${name} but for its rise`, () => {
    const [warm, flat] = [ratesOf(name), ratesOf(cold)];
    const rise = warm.length / share;
    assertEquals(flat.slice(rise), warm.slice(rise));
    assertEquals(new Set(flat.slice(0, rise)), new Set([0.5]));
    assert(warm.slice(0, rise).every((rate) => rate < 0.5));
  });
}

Deno.test("scheduleOf() of held rises from a seventh, holds, and ends with a tenth of the rate", () => {
  const rates = ratesOf("held");
  const at = (share: number) => rates[Math.round(share * rates.length)]!;
  assertClose([at(0), at(0.1)], [0.5 / 7, 0.5 * 4 / 7], 1e-6, "rise");
  assertEquals([at(0.2), at(0.5), at(0.89)], [0.5, 0.5, 0.5]);
  assertEquals([at(0.9), rates.at(-1)], [0.05, 0.05]);
});

Deno.test("samplerOf() heeds every field of the recipe's sampler, and the seed", async () => {
  const label = Int32Array.from({ length: 40 }, (_, i) => i % 8);
  const batches = (recipe: Recipe) =>
    samplerOf(recipe, label).epoch(0).map((batch) => [...batch]);
  const { sampler } = tiny;
  assert(sampler.name === "balanced");
  await eachMatters(batches, tiny, {
    persons: { sampler: { ...sampler, persons: 2 } },
    images: { sampler: { ...sampler, images: 3 } },
    epochUnit: { sampler: { ...sampler, epochUnit: "identities" } },
    uniform: { sampler: { name: "uniform", batch: 6 } },
    batch: { sampler: { name: "uniform", batch: 8 } },
    seed: { seed: 2 },
  });
  assertEquals(batches(tiny), batches(tinyRecipe()));
});
