import * as tf from "@tensorflow/tfjs";
import {
  type InputSpec,
  readImages,
  type Sample,
  type Split,
} from "../data/mod.ts";
import {
  embed,
  type Embeddings,
  evaluate,
  type Evaluation,
  HISTOGRAM_SIZE,
  histogramRow,
} from "../eval/mod.ts";
import type { SphereReid } from "../model/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import type { Learner } from "../train/mod.ts";
import { embedImages } from "./embed_images.ts";
import type { OnProgress } from "./event.ts";
import { threadsFor } from "./threads.ts";

/** How a judgement is told and what it makes of bad images. */
export interface JudgeOptions {
  /** Told while images are embedded. */
  readonly onProgress?: OnProgress;
  /** Told of each image that cannot be read; it is left out. */
  readonly onWarning?: (text: string) => void;
  /** Makes an unreadable image fatal. @default {false} */
  readonly strict?: boolean;
  /** Images that are made at once, see {@linkcode threadsFor}. @default {half the number of cores, from 1 to 8; for histograms the number of cores} */
  readonly parallel?: number;
}

/**
 * Embeds the query and the gallery of a split with a model and ranks them.
 *
 * @param recipe Its input spec and evaluation settings are used.
 * @param model The network.
 * @param learner Parameters and running statistics.
 * @param split Its query and gallery are judged.
 * @param options Progress, warnings.
 * @returns The evaluation.
 * @throws {RangeError} If no query has a match in the gallery.
 *
 * @example Scores of a trained model on the test persons
 * ```ts no-assert
 * import { judge, type prepare, scoresOf } from "@spherereid/kit/run";
 * import type { Recipe } from "@spherereid/kit/recipe";
 *
 * type Prepared = Awaited<ReturnType<typeof prepare>>;
 *
 * async function test(recipe: Recipe, { model, learner, data }: Prepared) {
 *   const found = await judge(recipe, model, learner, data.whole);
 *   return scoresOf(found, data.whole.gallery.length);
 * }
 * ```
 */
export async function judge(
  recipe: Recipe,
  model: SphereReid,
  learner: Pick<Learner, "params" | "state">,
  split: Split,
  options: JudgeOptions = {},
): Promise<Evaluation> {
  const { onProgress, onWarning, strict } = options;
  const { batch, flip } = recipe.evaluation;
  const { images } = threadsFor(navigator.hardwareConcurrency);
  const { parallel = images } = options;
  const total = split.query.length + split.gallery.length;
  const rows = (samples: readonly Sample[], before: number) =>
    embedImages(
      model,
      learner,
      readImages(samples, recipe.input, {
        block: batch,
        parallel,
        onWarning,
        strict,
      }),
      {
        flip,
        onProgress: (done) => onProgress?.("embed", before + done, total),
      },
    );
  const query = await rows(split.query, 0);
  const gallery = await rows(split.gallery, split.query.length);
  return await evaluate(query, gallery, { similarity: products });
}

/** Similarities of a block, computed by the engine. */
async function products(
  query: Float32Array,
  gallery: Float32Array,
  size: number,
): Promise<Float32Array> {
  const table = tf.tidy(() =>
    tf.matMul(
      tf.tensor2d(query, [query.length / size, size]),
      tf.tensor2d(gallery, [gallery.length / size, size]),
      false,
      true,
    )
  );
  const values = await table.data() as Float32Array;
  table.dispose();
  return values;
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
 * Ranks a split by striped colour histograms: what a model must beat to have learnt anything.
 *
 * @param split Its query and gallery are judged.
 * @param options Progress, warnings.
 * @returns The evaluation.
 *
 * @example What a model must beat on a data set
 * ```ts no-assert
 * import { readDataset } from "@spherereid/kit/data";
 * import { judgeHistogram } from "@spherereid/kit/run";
 *
 * async function floor(folder: string) {
 *   const { rank1, map } = await judgeHistogram(await readDataset(folder));
 *   return { rank1, map };
 * }
 * ```
 */
export async function judgeHistogram(
  split: Split,
  options: JudgeOptions = {},
): Promise<Evaluation> {
  const { onWarning, strict, parallel } = options;
  const rows = (samples: readonly Sample[]): Promise<Embeddings> =>
    embed(
      readImages(samples, HISTOGRAM_INPUT, { onWarning, strict, parallel }),
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
    );
  const query = await rows(split.query);
  return await evaluate(query, await rows(split.gallery), {
    similarity: products,
  });
}
