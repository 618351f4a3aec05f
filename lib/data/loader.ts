import { allDone } from "./all_done.ts";
import type { Random } from "../random/mod.ts";
import { type Augmentation, resizedSize } from "./augment.ts";
import { checkLabels, type HostBatch } from "./batch.ts";
import type { Pixels } from "./decode.ts";
import { imageSource, type ImageSourceOptions } from "./image_source.ts";
import { imageMemory } from "./image_memory.ts";
import {
  type ImageWorkers,
  imageWorkers,
  type Job,
  MANY,
} from "./image_workers.ts";
import { inOrder } from "./in_order.ts";
import { checkInput, type InputSpec } from "./input_spec.ts";
import type { Labels } from "./relabel.ts";
import { render } from "./render.ts";
import { bilinear } from "./resize.ts";
import type { Sample } from "./sample.ts";
import { substitutes } from "./substitutes.ts";
import { drawVariation } from "./variation.ts";

/** What a loader needs and how it works. */
export interface LoaderOptions extends ImageSourceOptions {
  /** The training images. */
  readonly samples: readonly Sample[];
  /** Their labels, from {@linkcode relabel}. */
  readonly labels: Labels;
  /** What the model wants. */
  readonly input: InputSpec;
  /** Varies the images: image i of a batch draws from `split("augment", epoch, step, i)`. */
  readonly random: Random;
  /**
   * How images are varied; where it is silent, as {@linkcode Augmentation}
   * says: a crop from 9/8 of the input, half of them mirrored, none erased.
   *
   * @default {an empty record}
   */
  readonly augmentation?: Augmentation;
  /**
   * Batches made beyond the one that is waited for; each takes batch x height
   * x width x 12 bytes.
   *
   * @default {2}
   */
  readonly ahead?: number;
}

/** Makes batches for training. */
export interface Loader {
  /** Whether resized pictures are kept in memory. */
  readonly cached: boolean;
  /**
   * The batches of an epoch, in order, made ahead of the consumer.
   *
   * @param epoch The epoch, from 0: it decides how images vary.
   * @param batches Indices into the samples, a batch each; a sampler makes them.
   * @param from The first step to make, for a run that is taken up within an epoch.
   * @returns The batches `from`, `from` + 1, ...
   */
  epoch(
    epoch: number,
    batches: readonly Int32Array[],
    from?: number,
  ): AsyncGenerator<HostBatch, void, void>;
}

/**
 * A loader of training batches: reads, decodes, resizes, varies and normalises
 * images ahead of the step. Where an epoch has many images and they are not
 * kept, threads do it (`parallel` of them), which end with the epoch.
 *
 * The same seed gives the same batches, to the bit, whatever the number of
 * threads, the cache and the batches ahead, and whether the run was resumed.
 *
 * An image that cannot be read is named once, and others take its place: the
 * next image of the same person, else of the next person, that can be read.
 * So a batch keeps its size; `samples` and `label` of the batch say who is on it.
 *
 * @param options What to load and how.
 * @returns The loader.
 * @throws {RangeError} If a label, the input or an option is out of range.
 *
 * @example One batch of one image
 * ```ts
 * import { imagenetInput, loader, relabel } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 * import sharp from "sharp";
 *
 * const path = `${await Deno.makeTempDir()}/0001_c1.png`;
 * const background = { r: 255, g: 0, b: 0 };
 * await sharp({ create: { width: 4, height: 8, channels: 3, background } }).toFile(path);
 * const samples = [{ path, person: 1, camera: 1 }];
 * const { epoch } = loader({
 *   samples,
 *   labels: relabel(samples),
 *   input: imagenetInput({ height: 8, width: 4 }),
 *   random: random(1),
 * });
 * for await (const { shape, label } of epoch(0, [Int32Array.of(0)])) {
 *   assertEquals(shape, [1, 8, 4, 3]);
 *   assertEquals([...label], [0]);
 * }
 * ```
 */
export function loader(options: LoaderOptions): Loader {
  const { samples, labels, random, ahead = 2 } = options;
  const augmentation = options.augmentation ?? Object.freeze({});
  const input = checkInput(options.input);
  checkLabels(labels.label, labels.persons.length);
  const { kernel = bilinear } = options;
  const { parallel = navigator.hardwareConcurrency } = options;
  const size = resizedSize(input, augmentation);
  const source = imageSource(samples, size, options);
  const others = substitutes(labels.label);

  const view = { size, kernel, input };
  const values = input.height * input.width * 3;

  const readable = async (
    index: number,
  ): Promise<{ index: number; pixels: Pixels }> => {
    const pixels = await source.read(index);
    if (pixels !== undefined) return { index, pixels };
    for (const other of others(index)) {
      const pixels = await source.read(other);
      if (pixels !== undefined) return { index: other, pixels };
    }
    throw new Deno.errors.InvalidData(
      `Cannot load a batch as at least one image must be readable: none of ${samples.length} is, check the train folder`,
    );
  };

  const make = async (
    epoch: number,
    step: number,
    indices: Int32Array,
    workers: ImageWorkers | undefined,
    signal: AbortSignal,
  ): Promise<HostBatch> => {
    const jobs = Array.from(indices, (index, position): Job => {
      if (!(index >= 0 && index < samples.length)) {
        throw new RangeError(
          `Cannot load a batch as each index must be in [0, ${samples.length}): current index is ${index}, make the sampler from the same samples`,
        );
      }
      const draw = random.split("augment", epoch, step, position);
      const variation = drawVariation(size, input, augmentation, draw);
      return { path: samples[index]!.path, position, variation };
    });
    const image = imageMemory(jobs.length, input);
    const left = await workers?.render(jobs, image.buffer) ?? jobs.keys();
    signal.throwIfAborted();
    const used = Int32Array.from(indices);
    const images = await allDone(Array.from(left, async (position) => ({
      position,
      ...await readable(indices[position]!),
    })));
    signal.throwIfAborted();
    for (const { position, index, pixels } of images) {
      const into = image.subarray(position * values, (position + 1) * values);
      render(pixels, view, jobs[position]!.variation, into);
      used[position] = index;
    }
    return {
      image,
      shape: [jobs.length, input.height, input.width, 3],
      label: used.map((index) => labels.label[index]!),
      samples: Array.from(used, (index) => samples[index]!),
    };
  };

  return {
    cached: source.cached,
    async *epoch(epoch, batches, from = 0) {
      const rest = batches.slice(from);
      const count = rest.reduce((sum, { length }) => sum + length, 0);
      const workers = source.cached || count < MANY
        ? undefined
        : imageWorkers(parallel, view);
      try {
        yield* inOrder(
          rest.length,
          ahead,
          (at, signal) => make(epoch, from + at, rest[at]!, workers, signal),
        );
      } finally {
        workers?.end();
      }
    },
  };
}
