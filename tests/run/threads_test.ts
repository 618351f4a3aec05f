import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import {
  judge,
  judgeHistogram,
  prepare,
  threadsFor,
} from "../../lib/run/mod.ts";
import { disposeLearner } from "../../lib/train/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();

Deno.test("threadsFor() gives the engine every core, images half of them", () => {
  const images = [1, 2, 3, 4, 15, 16, 64].map((cores) => {
    const plan = threadsFor(cores);
    assertEquals([plan.intraOp, plan.interOp], [cores, cores]);
    return plan.images;
  });
  assertEquals(images, [1, 1, 1, 2, 7, 8, 8]);
});

Deno.test("threadsFor() refuses what is no number of cores", () => {
  for (const cores of [0, -2, 1.5, NaN]) {
    assertThrows(
      () => threadsFor(cores),
      RangeError,
      `Cannot share threads out as the number of cores must be a whole number from 1: current number is ${cores}, pass navigator.hardwareConcurrency`,
    );
  }
});

/** How many workers an act starts, on a machine of six cores. */
async function workersOf(act: () => Promise<unknown>): Promise<number> {
  const { Worker } = globalThis;
  const cores = Object.getOwnPropertyDescriptor(
    navigator,
    "hardwareConcurrency",
  );
  let started = 0;
  globalThis.Worker = new Proxy(Worker, {
    construct(made, given: ConstructorParameters<typeof Worker>) {
      started++;
      return new made(...given);
    },
  });
  Object.defineProperty(navigator, "hardwareConcurrency", {
    value: 6,
    configurable: true,
  });
  try {
    await act();
    return started;
  } finally {
    globalThis.Worker = Worker;
    if (cores) Object.defineProperty(navigator, "hardwareConcurrency", cores);
    else {
      delete (navigator as unknown as Record<string, unknown>)
        .hardwareConcurrency;
    }
  }
}

Deno.test("judge() reads images by half the cores, or as many as it is told", async () => {
  await useEngine("wasm");
  const recipe = tinyRecipe();
  const { model, learner, data } = await prepare(recipe);
  const { query, gallery } = data.whole;
  const split = {
    ...data.whole,
    query: query.slice(0, 1),
    gallery: Array.from(
      { length: 256 },
      (_, i) => gallery[i % gallery.length]!,
    ),
  };
  const judged = (parallel?: number) =>
    workersOf(() => judge(recipe, model, learner, split, { parallel }));
  assertEquals(await judged(), 3);
  assertEquals(await judged(2), 2);
  assertEquals(await workersOf(() => judgeHistogram(split)), 6);
  assertEquals(
    await workersOf(() => judgeHistogram(split, { parallel: 1 })),
    1,
  );
  assert(navigator.hardwareConcurrency >= 1);
  disposeLearner(learner);
});

Deno.test("prepare() makes as many images at once as it is told", async () => {
  await assertRejects(
    () => prepare(tinyRecipe(), { parallel: 0 }),
    RangeError,
    "the number read at once must be a whole number from 1: current number is 0",
  );
});
