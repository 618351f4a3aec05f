import { allDone } from "./all_done.ts";
import { emptyBatch, type HostBatch, imageAt } from "./batch.ts";
import { centreCrop } from "./crop.ts";
import { type ImageOptions, imageSource } from "./image_source.ts";
import { inOrder } from "./in_order.ts";
import { checkInput, type InputSpec, type Size } from "./input_spec.ts";
import { normalise } from "./normalise.ts";
import type { Sample } from "./sample.ts";

/** How images are read for evaluation. */
export interface ReadImagesOptions extends ImageOptions {
  /**
   * Images a block.
   *
   * @default {64}
   */
  readonly block?: number;
  /**
   * The size that images are resized to; a larger one than the input's has its
   * middle cut out.
   *
   * @default {the input's size}
   */
  readonly resize?: Size;
  /**
   * Blocks read beyond the one that is waited for.
   *
   * @default {1}
   */
  readonly ahead?: number;
}

/**
 * Reads images for evaluation, in order, block by block, without variation.
 *
 * An image that cannot be read is named once and left out, so a block may be
 * smaller; its `samples` say which images it holds. `label` is the person's
 * own number, junk (-1) and distractors (0) included.
 *
 * @param samples The images.
 * @param input What the model wants.
 * @param options Block size and how images are read.
 * @returns The blocks; none is empty.
 * @throws {RangeError} If the block size, the input or an option is out of range.
 *
 * @example One image
 * ```ts
 * import { imagenetInput, readImages } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 * import sharp from "sharp";
 *
 * const path = `${await Deno.makeTempDir()}/0007_c1.png`;
 * const background = { r: 255, g: 0, b: 0 };
 * await sharp({ create: { width: 4, height: 8, channels: 3, background } }).toFile(path);
 * const samples = [{ path, person: 7, camera: 1 }];
 * for await (const block of readImages(samples, imagenetInput({ height: 8, width: 4 }))) {
 *   assertEquals([...block.label], [7]);
 * }
 * ```
 */
export async function* readImages(
  samples: readonly Sample[],
  input: InputSpec,
  options: ReadImagesOptions = {},
): AsyncGenerator<HostBatch, void, void> {
  const { block = 64, resize = input, ahead = 1 } = options;
  checkInput(input);
  if (!Number.isInteger(block) || block < 1) {
    throw new RangeError(
      `Cannot read images as a block must hold a whole number of them from 1: current number is ${block}, pass 64`,
    );
  }
  const source = imageSource(samples, resize, { ...options, cacheBytes: 0 });
  const blocks = inOrder(
    Math.ceil(samples.length / block),
    ahead,
    async (at) => {
      const part = samples.slice(at * block, (at + 1) * block);
      const pictures = await allDone(
        part.map((_, i) => source.read(at * block + i)),
      );
      const read = part.filter((_, i) => pictures[i] !== undefined);
      const batch = emptyBatch(
        input,
        read,
        Int32Array.from(read, ({ person }) => person),
      );
      pictures.filter((picture) => picture !== undefined)
        .forEach((picture, i) =>
          normalise(centreCrop(picture, input), input, imageAt(batch, i))
        );
      return batch;
    },
  );
  for await (const batch of blocks) {
    if (batch.samples.length > 0) yield batch;
  }
}
