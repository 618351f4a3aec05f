import { assertGreater, assertLess } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import { judge, judgeHistogram, prepare } from "../../lib/run/mod.ts";
import { disposeLearner } from "../../lib/train/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";

ownDrawings();

Deno.test("the demo's test persons are 15 to 50 % rank-1 for a histogram and below 25 % for an untrained net", async () => {
  await useEngine("wasm");
  const { recipe } = presets.demo_small;
  if (recipe.data.kind !== "drawn") throw new TypeError("The demo draws");
  const few = {
    ...recipe,
    data: { ...recipe.data, persons: 17 }, // the test part is the same
    validation: { persons: 0, every: 1 },
  };
  const { data, model, learner } = await prepare(few);
  try {
    const untrained = await judge(few, model, learner, data.whole);
    assertLess(untrained.rank1, 0.25);
    const histogram = await judgeHistogram(data.whole);
    assertGreater(histogram.rank1, 0.15);
    assertLess(histogram.rank1, 0.5);
  } finally {
    disposeLearner(learner);
  }
});
