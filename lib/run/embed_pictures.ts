import { type HostBatch, type ListedPicture, readImages } from "../data/mod.ts";
import { createLearner, disposeLearner } from "../train/mod.ts";
import { embedImages, type Flip } from "./embed_images.ts";
import type { JudgeOptions } from "./judge.ts";
import type { Trained } from "./trained.ts";

/** Pictures and what a network made of them. */
export interface Vectors {
  /** The pictures that could be read, in order. */
  readonly pictures: readonly ListedPicture[];
  /** A row of length 1 for each, one after another. */
  readonly rows: Float32Array;
  /** The size of a row. */
  readonly size: number;
}

/** How pictures are embedded. */
export interface EmbedPicturesOptions extends JudgeOptions {
  /**
   * Adds the mirror image's row.
   *
   * @default {trained.header.recipe.evaluation.flip}
   */
  readonly flip?: Flip;
}

/**
 * Embeds pictures of anybody by a trained network.
 *
 * @param trained The network.
 * @param pictures The pictures.
 * @param options Flip, progress, warnings.
 * @returns Unit rows; a picture that cannot be read is told of and left out.
 * @throws {TypeError} If `strict` is asked for and a picture cannot be read.
 *
 * @example The vectors of a folder
 * ```ts no-assert
 * import { listPictures } from "@spherereid/kit/data";
 * import { useEngine } from "@spherereid/kit/engine";
 * import { embedPictures, readTrained } from "@spherereid/kit/run";
 *
 * async function vectors(checkpoint: string, folder: string) {
 *   await useEngine("auto");
 *   return await embedPictures(await readTrained(checkpoint), await listPictures(folder));
 * }
 * ```
 */
export async function embedPictures(
  trained: Trained,
  pictures: readonly ListedPicture[],
  options: EmbedPicturesOptions = {},
): Promise<Vectors> {
  const { model, header, params, state } = trained;
  const { input, evaluation } = header.recipe;
  const { flip = header.recipe.evaluation.flip } = options;
  const { onProgress, onWarning, strict } = options;
  const read: ListedPicture[] = [];
  const byPath = new Map(pictures.map((picture) => [picture.path, picture]));
  const samples = pictures.map(({ path, person, camera }) => ({
    path,
    person: person ?? 0,
    camera: camera ?? 0,
  }));
  const blocks = readImages(samples, input, {
    block: evaluation.batch,
    onWarning,
    strict,
  });
  const learner = createLearner({ params, state });
  try {
    const { rows, size } = await embedImages(model, learner, noted(), {
      flip,
      onProgress: (done) => onProgress?.("embed", done, pictures.length),
    });
    return { pictures: read, rows, size };
  } finally {
    disposeLearner(learner);
  }

  async function* noted(): AsyncGenerator<HostBatch> {
    for await (const block of blocks) {
      read.push(...block.samples.map(({ path }) => byPath.get(path)!));
      yield block;
    }
  }
}
