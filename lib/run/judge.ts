import type { Split } from "../data/mod.ts";
import { type Embeddings, evaluate, type Evaluation } from "../eval/mod.ts";
import type { SphereReid } from "../model/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import type { Learner } from "../train/mod.ts";
import { embedGroups, histogramGroups } from "./embed_groups.ts";
import { engineRows } from "./engine_rows.ts";
import type { OnProgress } from "./event.ts";

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
  const { query, gallery } = split;
  const groups = [query, gallery];
  const [asked, ranked] = await embedGroups(
    recipe,
    model,
    learner,
    groups,
    options,
  ) as [Embeddings, Embeddings];
  return await byEngine(asked, ranked);
}

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
  const { query, gallery } = split;
  const [asked, ranked] = await histogramGroups(
    [query, gallery],
    options,
  ) as [Embeddings, Embeddings];
  return await byEngine(asked, ranked);
}

/** Evaluates with similarities by the engine. */
async function byEngine(
  query: Embeddings,
  gallery: Embeddings,
): Promise<Evaluation> {
  const { rows, dispose } = engineRows(query, gallery);
  try {
    return await evaluate(query, gallery, { rows });
  } finally {
    dispose();
  }
}
