import type { Random } from "../random/mod.ts";
import type { Sampler } from "./sampler.ts";
import { checkEpoch, checkWhole } from "./whole.ts";

/** The size of a uniform batch. */
export interface UniformOptions {
  /**
   * Samples a batch.
   *
   * @default {64}
   */
  readonly batch?: number;
}

/**
 * Uniform batches: all samples shuffled each epoch and dealt out; a last batch
 * that is not full is dropped, so that all batches have one size.
 *
 * @param count The number of samples.
 * @param random Decides the order; only `split` of it is called.
 * @param options Samples a batch.
 * @returns The sampler.
 * @throws {TypeError} If a number is not whole.
 * @throws {RangeError} If a number is below 1 or a batch holds more than all samples.
 *
 * @example Seven samples, three a batch
 * ```ts
 * import { uniform } from "@spherereid/kit/sampler";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const sampler = uniform(7, random(1), { batch: 3 });
 * assertEquals(sampler.stepsPerEpoch, 2);
 * assertEquals(new Set(sampler.epoch(0).flatMap((batch) => [...batch])).size, 6);
 * ```
 */
export function uniform(
  count: number,
  random: Random,
  options: UniformOptions = {},
): Sampler {
  const { batch = 64 } = options;
  checkWhole("samples", count);
  checkWhole("samples a batch", batch);
  if (batch > count) {
    throw new RangeError(
      `Cannot sample batches as ${batch} samples a batch must be found: there ${
        count === 1 ? "is 1" : `are ${count}`
      }, pass a smaller batch`,
    );
  }
  const stepsPerEpoch = Math.floor(count / batch);
  return {
    name: `uniform batch=${batch}`,
    batch,
    stepsPerEpoch,
    epoch(epoch) {
      checkEpoch(epoch);
      const order = random.split("uniform", epoch)
        .shuffle(Int32Array.from({ length: count }, (_, index) => index));
      return Array.from(
        { length: stepsPerEpoch },
        (_, step) =>
          Int32Array.from(order.slice(step * batch, (step + 1) * batch)),
      );
    },
  };
}
