/** How many threads do what. */
export interface Threads {
  /** Of the engine, inside one op: `intraOpThreads` of `useEngine`. */
  readonly intraOp: number;
  /** Of the engine, for ops at the same time: `interOpThreads` of `useEngine`. */
  readonly interOp: number;
  /** That make images beside the engine: `parallel` of a loader. */
  readonly images: number;
}

/** Image threads above which more are of no use beside an engine of any size. */
const MOST_IMAGES = 8;

/**
 * Settles TensorFlow's threads and the loader's together: the one place where
 * a run decides it.
 *
 * TensorFlow gets every core, since nearly all of a run is its work: as many
 * threads in an op, and as many ops at a time (one at a time took as much of
 * the processor). Images get half as many threads: one makes some 1,500 images
 * of 256x128 a second, of which a ResNet-50 takes five a core. With one of two
 * cores in place of both, an epoch of the slimmest net, which takes 300 images
 * a second, was a tenth shorter in each of four pairs on a busy machine; the
 * demo, which keeps its images, was as long. sharp, for what is no small plain
 * JPEG, keeps to one thread an image and decodes as many images at once.
 *
 * @param cores Cores that the process may use: `navigator.hardwareConcurrency`.
 * @returns How many threads do what.
 * @throws {RangeError} If the number of cores is not a whole number from 1.
 *
 * @example Two cores and many
 * ```ts
 * import { threadsFor } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(threadsFor(2), { intraOp: 2, interOp: 2, images: 1 });
 * assertEquals(threadsFor(64), { intraOp: 64, interOp: 64, images: 8 });
 * ```
 */
export function threadsFor(cores: number): Threads {
  if (!Number.isInteger(cores) || cores < 1) {
    throw new RangeError(
      `Cannot share threads out as the number of cores must be a whole number from 1: current number is ${cores}, pass navigator.hardwareConcurrency`,
    );
  }
  const half = Math.max(1, Math.floor(cores / 2));
  return {
    intraOp: cores,
    interOp: cores,
    images: Math.min(half, MOST_IMAGES),
  };
}
