import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertLess } from "@std/assert";
import type { Split } from "../../lib/data/mod.ts";
import { judge, prepare } from "../../lib/run/mod.ts";
import { disposeLearner, train } from "../../lib/train/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { onEngines } from "../_kit/engines.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();

onEngines(
  "a few drawn persons are learnt to rank-1 = 1 in 201 steps, tensors flat",
  async () => {
    const tiny = tinyRecipe();
    if (tiny.data.kind !== "drawn") throw new TypeError("The demo draws");
    const recipe = tinyRecipe({
      data: {
        ...tiny.data,
        camerasPerPerson: 2,
        imagesPerCamera: 3,
        lookAlikes: 0,
        occlusion: 0,
      },
      model: { ...tiny.model, width: 0.125, dropout: 0, embed: 32 },
      sampler: {
        name: "balanced",
        persons: 8,
        images: 2,
        epochUnit: "images",
      },
      augment: { height: 32, width: 16, pad: 0, flip: 0, erase: null },
      schedule: { name: "cosine", unit: "step", peak: 3e-3 },
      epochs: 67,
      validation: { persons: 0, every: 1 },
    });
    const { training, data, model, learner } = await prepare(recipe);
    const known = asTest(data.training);
    const before = await judge(recipe, model, learner, known);
    const counts: number[] = [];
    for await (const event of train(training)) {
      if (event.kind === "step") counts.push(tf.memory().numTensors);
    }
    const after = await judge(recipe, model, learner, known);
    disposeLearner(learner);
    assertEquals([counts.length, new Set(counts).size], [201, 1]);
    assertLess(before.rank1, 0.9);
    assertEquals(after.rank1, 1);
  },
  { engines: ["tensorflow", "wasm"] },
);

/** The training images as a test: each person's first image by each camera asks for the others. */
function asTest(split: Split): Split {
  const seen = new Set<string>();
  const query = split.train.filter(({ person, camera }) => {
    const first = !seen.has(`${person} ${camera}`);
    seen.add(`${person} ${camera}`);
    return first;
  });
  const gallery = split.train.filter((sample) => !query.includes(sample));
  return { ...split, query, gallery };
}
