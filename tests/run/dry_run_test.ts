import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { dryRun } from "../../lib/run/mod.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

await useEngine("wasm");

Deno.test("dryRun() tells shapes, parameters, memory and pace, and reads no data", async () => {
  const before = tf.memory().numTensors;
  const tiny = tinyRecipe({ data: { kind: "folder", path: "/nowhere" } });
  const found = await dryRun(tiny);
  assertStringIncludes(found.text, "image      [6,32,16,3]");
  assertStringIncludes(found.text, "embedding  [6,16]");
  assertStringIncludes(found.text, "layer4     [6,1,1,128]");
  assertStringIncludes(found.text, "loss.weight [751,16]  12016");
  const sizes = [...found.text.matchAll(/\] +(\d+)$/gm)].map(([, size]) =>
    Number(size)
  );
  assertEquals(sizes.reduce((sum, size) => sum + size, 0), found.parameters);
  assert(found.secondsPerStep > 0 && found.memoryGB > 0);
  assertEquals(
    Math.round(found.imagesPerSecond * found.secondsPerStep),
    6,
  );
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("dryRun() counts the images of all accumulated batches", async () => {
  const sampler = { name: "uniform", batch: 5 } as const;
  const found = await dryRun(tinyRecipe({ sampler, accumulate: 2 }));
  assertStringIncludes(found.text, "image      [5,32,16,3]");
  assertEquals(
    Math.round(found.imagesPerSecond * found.secondsPerStep),
    10,
  );
});
