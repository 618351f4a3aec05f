import { allDone } from "./all_done.ts";
import { type HostBatch, imageAt } from "./batch.ts";
import { imageMemory } from "./image_memory.ts";
import { type ImageOptions, imageSource } from "./image_source.ts";
import { imageWorkers, MANY } from "./image_workers.ts";
import { inOrder } from "./in_order.ts";
import { checkInput, type InputSpec, type Size } from "./input_spec.ts";
import { render } from "./render.ts";
import { bilinear } from "./resize.ts";
import type { Sample } from "./sample.ts";
import { middle } from "./variation.ts";

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
  const { kernel = bilinear } = options;
  const { parallel = navigator.hardwareConcurrency } = options;
  const source = imageSource(samples, resize, { ...options, cacheBytes: 0 });
  const view = { size: resize, kernel, input };
  const variation = middle(resize, input);
  const workers = samples.length < MANY
    ? undefined
    : imageWorkers(parallel, view);

  const make = async (at: number): Promise<HostBatch> => {
    const first = at * block;
    const part = samples.slice(first, first + block);
    const jobs = part.map(({ path }, position) => ({
      path,
      position,
      variation,
    }));
    const image = imageMemory(part.length, input);
    const left = await workers?.render(jobs, image.buffer) ?? part.keys();
    const all: HostBatch = {
      image,
      shape: [part.length, input.height, input.width, 3],
      label: Int32Array.from(part, ({ person }) => person),
      samples: part,
    };
    const bad = new Set<number>();
    await allDone(Array.from(left, async (position) => {
      const pixels = await source.read(first + position);
      if (pixels === undefined) bad.add(position);
      else render(pixels, view, variation, imageAt(all, position));
    }));
    return bad.size === 0 ? all : without(all, bad);
  };

  try {
    const blocks = inOrder(Math.ceil(samples.length / block), ahead, make);
    for await (const batch of blocks) {
      if (batch.samples.length > 0) yield batch;
    }
  } finally {
    workers?.end();
  }
}

/** A block without the images at some places. */
function without(
  all: HostBatch,
  bad: ReadonlySet<number>,
): HostBatch {
  const good = all.samples.map((_, position) => position)
    .filter((position) => !bad.has(position));
  const [, height, width, channels] = all.shape;
  const size = height * width * channels;
  const image = new Float32Array(good.length * size);
  good.forEach((position, at) => image.set(imageAt(all, position), at * size));
  return {
    image,
    shape: [good.length, height, width, channels],
    label: Int32Array.from(good, (position) => all.label[position]!),
    samples: good.map((position) => all.samples[position]!),
  };
}
