import type { Sample, Split } from "../../data/mod.ts";
import {
  cameraMatrix,
  evaluate,
  hardestPairs,
  type Pair,
  pairAngles,
  type QueryScore,
  ranking,
} from "../../eval/mod.ts";
import { thumbnail } from "../../plot/mod.ts";
import { random } from "../../random/mod.ts";
import type { EmbedGalleryOptions } from "../gallery.ts";
import { scoresOf } from "../scores.ts";
import type { Trained } from "../trained.ts";
import { chooseQueries } from "./choose_queries.ts";
import { type EmbeddedSplit, embedSplit } from "./embed_split.ts";
import { engineProducts } from "../engine_products.ts";
import { mapPictures } from "./map_pictures.ts";
import type { FoundPicture, RunFindings } from "./run_findings.ts";
import { lastName } from "./without_paths.ts";

/** The options of {@linkcode examineRun}. */
export interface ExamineRunOptions extends EmbedGalleryOptions {
  /** Queries shown of each kind. @default {5} */
  readonly queries?: number;
  /** Pictures shown of what a query found. @default {10} */
  readonly top?: number;
  /** Pairs shown of each kind. @default {10} */
  readonly pairs?: number;
  /** Pictures on the map at most; of whole persons, as far as they go. @default {1500} */
  readonly mapped?: number;
  /** Whether small copies of the pictures are taken. @default {false} */
  readonly images?: boolean;
  /** Which queries, and which persons are mapped, is drawn by it. @default {1} */
  readonly seed?: number;
}

/**
 * Looks at what a trained network makes of the query and the gallery of a data
 * set: scores, angles, cameras, hardest pairs, ranked strips, a map.
 *
 * Embeddings are taken from the user's cache where they are; the engine must
 * have been started.
 *
 * @param trained The network.
 * @param split The data set; its name and the names of its files are kept, no path.
 * @param options How much is shown, progress, warnings.
 * @returns Plain data.
 * @throws {RangeError} If no query has a match in the gallery.
 *
 * @example How much the angles of a run overlap
 * ```ts no-assert
 * import { readDataset } from "@spherereid/kit/data";
 * import { useEngine } from "@spherereid/kit/engine";
 * import { examineRun, readTrained } from "@spherereid/kit/run";
 *
 * async function angles(checkpoint: string, folder: string) {
 *   const { name: engine } = await useEngine("auto");
 *   const trained = await readTrained(checkpoint);
 *   const { angles } = await examineRun(trained, await readDataset(folder), { engine });
 *   return [angles.rightMean, angles.wrongMean];
 * }
 * ```
 */
export async function examineRun(
  trained: Trained,
  split: Split,
  options: ExamineRunOptions = {},
): Promise<RunFindings> {
  const {
    queries = 5,
    top = 10,
    pairs = 10,
    mapped = 1500,
    images = false,
    seed = 1,
    ...embedding
  } = options;
  const { onProgress } = options;
  const rng = random(seed);
  const similarity = engineProducts;
  const embedded = await embedSplit(trained, split, embedding);
  const { query, gallery } = embedded;
  const asked = query.embeddings;
  const shown = gallery.embeddings;
  const found = await evaluate(asked, shown, { similarity });
  const hardest = await hardestPairs(asked, shown, { top: pairs, similarity });
  const shows = picturesOf(embedded, images);
  const strips = (scores: readonly QueryScore[]) =>
    inOrder(scores, async ({ index, averagePrecision, firstHit }) => ({
      averagePrecision,
      firstHit,
      pictures: await shows(index, ranking(asked, shown, index, top)),
    }));
  const pair = ({ query, image }: Pair) => shows(query, [image]);
  const chosen = chooseQueries(found.queries, queries, rng.split("queries"));
  return {
    step: trained.header.step,
    data: split.name,
    engine: options.engine ?? "",
    scores: scoresOf(found, shown.person.length),
    cmc: [...found.cmc],
    angles: await pairAngles(asked, shown, { similarity }),
    cameras: await cameraMatrix(asked, shown, { similarity }),
    wrong: await inOrder(hardest.wrong, pair),
    right: await inOrder(hardest.right, pair),
    strips: {
      best: await strips(chosen.best),
      worst: await strips(chosen.worst),
      random: await strips(chosen.random),
    },
    map: await mapPictures(embedded, mapped, rng.split("map"), onProgress),
  };
}

/** A query's picture and some of the gallery, each with its cosine to the query. */
function picturesOf({ query, gallery }: EmbeddedSplit, images: boolean) {
  const { size } = query.embeddings;
  const row = ({ rows }: { readonly rows: Float32Array }, at: number) =>
    rows.subarray(at * size, (at + 1) * size);
  const named = async ({ path }: Sample) => ({
    name: lastName(path),
    ...images ? { image: await thumbnail(path) } : {},
  });
  return async (
    asked: number,
    found: Iterable<number>,
  ): Promise<FoundPicture[]> => {
    const own = query.samples[asked]!;
    const vector = row(query.embeddings, asked);
    return [
      { ...await named(own), similarity: null, right: null },
      ...await inOrder(found, async (at) => ({
        ...await named(gallery.samples[at]!),
        similarity: row(gallery.embeddings, at).reduce(
          (sum, value, i) => sum + value * vector[i]!,
          0,
        ),
        right: gallery.samples[at]!.person === own.person,
      })),
    ];
  };
}

/** One after the other, so that few files are open at a time. */
async function inOrder<From, To>(
  items: Iterable<From>,
  make: (item: From) => Promise<To>,
): Promise<To[]> {
  const made: To[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}
