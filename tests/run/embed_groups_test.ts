import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { readImages } from "../../lib/data/mod.ts";
import {
  embedGroups,
  embedImages,
  histogramGroups,
  prepare,
} from "../../lib/run/mod.ts";
import { disposeLearner } from "../../lib/train/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();
await useEngine("wasm");
const recipe = tinyRecipe();
const { model, learner, data } = await prepare(recipe);
globalThis.addEventListener("unload", () => disposeLearner(learner));
const { query, gallery } = data.whole;

Deno.test("embedGroups() embeds each group as it would be alone, and tells how far all are", async () => {
  const told: string[] = [];
  const groups = [query, gallery.slice(0, 3), []];
  const found = await embedGroups(recipe, model, learner, groups, {
    onProgress: (label, done, total) =>
      told.push(`${label} ${done} of ${total}`),
  });
  const total = query.length + 3;
  assertEquals(told.at(-1), `embed ${total} of ${total}`);
  assertEquals(found.map(({ person }) => person.length), [query.length, 3, 0]);
  const alone = await embedImages(
    model,
    learner,
    readImages(groups[1]!, recipe.input),
  );
  found[1]!.rows.forEach((value, at) =>
    assertAlmostEquals(value, alone.rows[at]!, 1e-4)
  );
});

Deno.test("embedGroups() with flip adds unit halves, with raw halves as they are", async () => {
  const some = query.slice(0, 4);
  const rows = async (flip: boolean | "raw") => {
    const evaluation = { ...recipe.evaluation, flip };
    const [found] = await embedGroups(
      { ...recipe, evaluation },
      model,
      learner,
      [some],
    );
    return found!.rows;
  };
  const [plain, unit, raw] = [
    await rows(false),
    await rows(true),
    await rows("raw"),
  ];
  assertNotEquals(unit, plain);
  assertNotEquals(raw, plain);
  assertNotEquals(raw, unit);
  for (let at = 0; at < some.length; at++) {
    const own = raw.subarray(at * 16, at * 16 + 16);
    assertAlmostEquals(own.reduce((sum, x) => sum + x * x, 0), 1, 1e-5);
  }
});

Deno.test("histogramGroups() gives each group its rows", async () => {
  const [one, none] = await histogramGroups([query.slice(0, 2), []]);
  const [both] = await histogramGroups([query.slice(0, 2)]);
  assertEquals(one, both);
  assertEquals([one!.person.length, none!.person.length, one!.size], [
    2,
    0,
    768,
  ]);
});
