import { isBadImage } from "./bad_image.ts";
import { type Pixels, readPixels } from "./decode.ts";
import type { Size } from "./input_spec.ts";
import { lanes } from "./lanes.ts";
import { bilinear, type Kernel, resize } from "./resize.ts";
import type { Sample } from "./sample.ts";

/** How images are read. */
export interface ImageOptions {
  /**
   * The kernel of resizing.
   *
   * @default {bilinear}
   */
  readonly kernel?: Kernel;
  /**
   * Images that are decoded at once. Threads for small plain JPEGs are as
   * many, 8 at most, if there are many of those. It does not change what is read.
   *
   * @default {the number of cores}
   */
  readonly parallel?: number;
  /**
   * Whether an image that cannot be read is fatal.
   *
   * @default {false}
   */
  readonly strict?: boolean;
  /**
   * Told of each image that cannot be read, once.
   *
   * @default {nobody is told}
   */
  readonly onWarning?: (message: string) => void;
}

/** How images are read, and what is kept of them. */
export interface ImageSourceOptions extends ImageOptions {
  /**
   * Resized pictures are kept in memory if all of them together take no more
   * bytes than this (512 MiB); 0 keeps none. It does not change what is read.
   *
   * @default {536870912}
   */
  readonly cacheBytes?: number;
}

/** Resized pictures of samples, by index. */
export interface ImageSource {
  /** Whether all pictures are kept once they were read. */
  readonly cached: boolean;
  /** The picture of a sample, resized; undefined if it cannot be read. */
  read(index: number): Promise<Pixels | undefined>;
}

/**
 * A reader of resized pictures: a bounded number at once, each bad one named
 * once and never tried again, all kept in memory when they fit.
 *
 * @param samples The images.
 * @param size The size that they are resized to.
 * @param options How images are read and kept.
 * @returns The source.
 * @throws {RangeError} If `parallel` is not a whole number from 1.
 *
 * @example A file that is missing
 * ```ts
 * import { imageSource } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const told: string[] = [];
 * const samples = [{ path: "none.jpg", person: 1, camera: 1 }];
 * const source = imageSource(samples, { height: 2, width: 1 }, {
 *   onWarning: (message) => told.push(message),
 * });
 * assertEquals(await source.read(0), undefined);
 * assertEquals(told.length, 1);
 * ```
 */
export function imageSource(
  samples: readonly Sample[],
  size: Size,
  options: ImageSourceOptions = {},
): ImageSource {
  const { kernel = bilinear, strict = false, onWarning = () => {} } = options;
  const { cacheBytes = 536870912 } = options;
  const lane = lanes(options.parallel ?? navigator.hardwareConcurrency);
  const cached = samples.length * size.height * size.width * 3 <= cacheBytes;
  const kept = new Map<number, Promise<Pixels | undefined>>();
  const bad = new Set<number>();
  const load = async (index: number): Promise<Pixels | undefined> => {
    if (bad.has(index)) return undefined;
    try {
      return resize(await readPixels(samples[index]!.path), size, kernel);
    } catch (error) {
      if (strict || !isBadImage(error)) throw error;
      if (!bad.has(index)) onWarning(error.message);
      bad.add(index);
      return undefined;
    }
  };
  return {
    cached,
    read(index) {
      const known = kept.get(index);
      if (known !== undefined) return known;
      const picture = lane(() => load(index));
      if (cached) kept.set(index, picture);
      return picture;
    },
  };
}
