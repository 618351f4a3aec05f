import { outline } from "../model/mod.ts";
import { createLearner, createStep, disposeLearner } from "../train/mod.ts";
import { random } from "../random/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import { criterionOf } from "./criteria.ts";
import { clipOf, modelOf, optimizerOf } from "./parts.ts";
import { initialValues } from "./prepare.ts";

/** What a dry run found. */
export interface DryRun {
  /** The shape and the parameters of each part, then memory and pace, a line each. */
  readonly text: string;
  /** Trainable numbers, the class weights included. */
  readonly parameters: number;
  /** Resident memory after the steps, in GB. */
  readonly memoryGB: number;
  /** Seconds of the fastest of the steps. */
  readonly secondsPerStep: number;
  /** Images a second at that pace. */
  readonly imagesPerSecond: number;
}

/** Persons that the loss tells apart in a dry run: the data is not read. */
const CLASSES = 751;
const STEPS = 3;

/**
 * Builds a recipe's model and takes a few steps on noise, without reading data.
 *
 * @param recipe The recipe.
 * @returns Shapes, parameters, memory and seconds a step.
 *
 * @example A slim network
 * ```ts
 * import { useEngine } from "@spherereid/kit/engine";
 * import { presets } from "@spherereid/kit/recipe";
 * import { dryRun } from "@spherereid/kit/run";
 * import { assertStringIncludes } from "@std/assert";
 *
 * await useEngine("wasm");
 * const { recipe } = presets.demo;
 * const { text } = await dryRun({
 *   ...recipe,
 *   input: { ...recipe.input, height: 32, width: 16 },
 *   model: { ...recipe.model, width: 0.0625, embed: 8 },
 *   sampler: { name: "uniform", batch: 4 },
 * });
 * assertStringIncludes(text, "embedding  [4,8]");
 * ```
 */
export async function dryRun(recipe: Recipe): Promise<DryRun> {
  const rng = random(recipe.seed);
  const initial = initialValues(recipe, rng, CLASSES);
  const parts = {
    model: modelOf(recipe),
    criterion: criterionOf(recipe),
    optimizer: optimizerOf(recipe),
    clip: clipOf(recipe),
  };
  const learner = createLearner(initial, parts.optimizer);
  const update = createStep(parts, learner);
  try {
    const { sampler, input, accumulate } = recipe;
    const count = sampler.name === "balanced"
      ? sampler.persons * sampler.images
      : sampler.batch;
    const shape = [count, input.height, input.width, 3] as const;
    const noise = rng.split("noise");
    const image = Float32Array.from(
      { length: shape.reduce((a, b) => a * b) },
      () => noise.normal(),
    );
    const label = Int32Array.from({ length: count }, (_, i) => i % CLASSES);
    const batch = { image, shape, label, samples: [] };
    const batches = Array.from({ length: accumulate }, () => batch);
    let least = Infinity;
    for (let step = 0; step < STEPS; step++) {
      const start = performance.now();
      await update(batches, {
        step,
        rate: recipe.schedule.peak,
        random: rng.split("step", step),
      });
      least = Math.min(least, (performance.now() - start) / 1000);
    }
    const entries = Object.entries(initial.params);
    const parameters = entries.reduce(
      (sum, [, { values }]) => sum + values.length,
      0,
    );
    const memoryGB = Deno.memoryUsage().rss / 1e9;
    return {
      text: [
        `image      [${shape}]`,
        ...outline(parts.model, input.height, input.width).map((row) =>
          `${row.part.padEnd(11)}[${[count, ...row.shape]}]  ${row.parameters}`
        ),
        ...entries.filter(([name]) => name.startsWith("loss.")).map((
          [name, { shape, values }],
        ) => `${name.padEnd(11)} [${shape}]  ${values.length}`),
        `parameters ${
          parameters.toLocaleString("en")
        } (with ${CLASSES} persons)`,
        `memory     ${memoryGB.toFixed(2)} GB resident`,
        `step       ${least.toFixed(2)} s, ${
          (count * accumulate / least).toFixed(1)
        } images/s`,
      ].join("\n"),
      parameters,
      memoryGB,
      secondsPerStep: least,
      imagesPerSecond: count * accumulate / least,
    };
  } finally {
    await update.dispose();
    disposeLearner(learner);
  }
}
