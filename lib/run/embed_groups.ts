import { type InputSpec, readImages, type Sample } from "../data/mod.ts";
import {
  embed,
  type Embeddings,
  HISTOGRAM_SIZE,
  histogramRow,
} from "../eval/mod.ts";
import type { SphereReid } from "../model/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import type { Learner } from "../train/mod.ts";
import { embedImages } from "./embed_images.ts";
import type { JudgeOptions } from "./judge.ts";
import { threadsFor } from "./threads.ts";

/**
 * Embeds groups of images with a model, one group after another: query and
 * gallery, and whatever else is to be compared.
 *
 * @param recipe Its input spec and evaluation settings are used.
 * @param model The network.
 * @param learner Parameters and running statistics.
 * @param groups Images of each group.
 * @param options Progress over all groups, warnings.
 * @returns The embeddings of each group.
 * @throws {TypeError} If `strict` is asked for and an image cannot be read.
 *
 * @example Query and gallery of a data set
 * ```ts no-assert
 * import { embedGroups, type prepare } from "@spherereid/kit/run";
 * import type { Recipe } from "@spherereid/kit/recipe";
 *
 * type Prepared = Awaited<ReturnType<typeof prepare>>;
 *
 * async function both(recipe: Recipe, { model, learner, data }: Prepared) {
 *   const { query, gallery } = data.whole;
 *   return await embedGroups(recipe, model, learner, [query, gallery]);
 * }
 * ```
 */
export async function embedGroups(
  recipe: Recipe,
  model: SphereReid,
  learner: Pick<Learner, "params" | "state">,
  groups: readonly (readonly Sample[])[],
  options: JudgeOptions = {},
): Promise<Embeddings[]> {
  const { onProgress, onWarning, strict } = options;
  const { batch: block, flip } = recipe.evaluation;
  const { images } = threadsFor(navigator.hardwareConcurrency);
  const { parallel = images } = options;
  const total = groups.reduce((sum, { length }) => sum + length, 0);
  const found: Embeddings[] = [];
  let before = 0;
  for (const samples of groups) {
    const start = before;
    const blocks = readImages(samples, recipe.input, {
      block,
      parallel,
      onWarning,
      strict,
    });
    found.push(
      await embedImages(model, learner, blocks, {
        flip,
        onProgress: (done) => onProgress?.("embed", start + done, total),
      }),
    );
    before += samples.length;
  }
  return found;
}

/** Pixels as they come: what the histogram wants. */
const PLAIN: Omit<InputSpec, "height" | "width"> = {
  order: "rgb",
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
};

/** The size at which histograms are taken, whatever the model's input. */
const HISTOGRAM_INPUT: InputSpec = { ...PLAIN, height: 128, width: 64 };

/**
 * Likewise by striped colour histograms, without a model.
 *
 * @param groups Images of each group.
 * @param options Warnings.
 * @returns The embeddings of each group.
 * @throws {TypeError} If `strict` is asked for and an image cannot be read.
 *
 * @example Query and gallery of a data set
 * ```ts no-assert
 * import { readDataset } from "@spherereid/kit/data";
 * import { histogramGroups } from "@spherereid/kit/run";
 *
 * async function both(folder: string) {
 *   const { query, gallery } = await readDataset(folder);
 *   return await histogramGroups([query, gallery]);
 * }
 * ```
 */
export async function histogramGroups(
  groups: readonly (readonly Sample[])[],
  options: JudgeOptions = {},
): Promise<Embeddings[]> {
  const { onWarning, strict, parallel } = options;
  const found: Embeddings[] = [];
  for (const samples of groups) {
    const blocks = readImages(samples, HISTOGRAM_INPUT, {
      onWarning,
      strict,
      parallel,
    });
    found.push(
      await embed(
        blocks,
        ({ image, shape: [count, height, width] }) => {
          const size = height * width * 3;
          const all = new Float32Array(count * HISTOGRAM_SIZE);
          for (let at = 0; at < count; at++) {
            const pixels = Uint8Array.from(
              image.subarray(at * size, (at + 1) * size),
            );
            all.set(histogramRow(pixels, height, width), at * HISTOGRAM_SIZE);
          }
          return all;
        },
        HISTOGRAM_SIZE,
      ),
    );
  }
  return found;
}
