import * as tf from "@tensorflow/tfjs";
import { bind, type Float, float } from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { detached } from "./detached.ts";
import { rankOf } from "./rank.ts";

/**
 * Online hard example mining: the hardest part of a batch's losses, the others
 * at 0, weighted so that the mean over the batch is that over the kept ones.
 *
 * ```math
 * L'_i = \frac{B}{K} [i \in \text{hardest } K] \, L_i, \quad K = \max(1, \lfloor f B \rfloor)
 * ```
 *
 * L'_i = (B/K) · L_i for the K = ⌊f · B⌋ largest L_i, at least 1, else 0.
 *
 * Paper: after arXiv 1604.03540, which selects regions of images; equation
 * number not read. Symbols: L = perSample, B = batch size, f = fraction. K is
 * rounded down as in CoinCheung's OhemSphereLoss: 51 of 64 for f = 0.8.
 * Departs: whole images are kept, none is suppressed as a near copy; the value
 * of each sample, not their mean.
 *
 * Of equal losses the first are kept.
 *
 * @param perSample Losses.
 * @param fraction Part that is kept, above 0 and at most 1; at least one sample stays.
 * @returns One value a sample.
 * @throws {RangeError} If the fraction is out of range.
 *
 * @example Half of four
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { hardest } from "@spherereid/kit/loss";
 * import { float } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const losses = float(tf.tensor1d([1, 4, 2, 3]), "batch");
 * assertEquals([...hardest(losses, 0.5).dataSync()], [0, 8, 0, 6]);
 * ```
 */
export function hardest(
  perSample: Float<"batch">,
  fraction: number,
): Float<"batch"> {
  const { batch } = bind("hardest", { perSample: [perSample, "batch"] });
  checkFraction("hardest", fraction);
  return tf.tidy(() => {
    const losses = perSample as tf.Tensor;
    const kept = keptOf(batch!, fraction);
    const share = detached(losses, (losses) => {
      const first = tf.less(rankOf(tf.neg(losses)), kept);
      return tf.mul(tf.cast(first, "float32"), batch! / kept);
    });
    return float(tf.mul(losses, share), "batch");
  });
}

/**
 * A criterion that learns from the hardest samples of another one alone; its
 * parameters and its state are those of the other.
 *
 * @param criterion Any.
 * @param fraction Part of each batch that is kept, above 0 and at most 1.
 * @returns The criterion.
 * @throws {RangeError} If the fraction is out of range.
 *
 * @example The harder half, by Sphere loss
 * ```ts
 * import { ohem, sphere } from "@spherereid/kit/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ohem(sphere(), 0.5).name, "ohem sphere");
 * ```
 */
export function ohem(criterion: Criterion, fraction: number): Criterion {
  checkFraction("ohem", fraction);
  return {
    ...criterion,
    name: `ohem ${criterion.name}`,
    apply: (params, state, output, label, inputs) => {
      const judged = criterion.apply(params, state, output, label, inputs);
      const perSample = hardest(judged.perSample, fraction);
      // All of them are of no more use; what a gradient needs it has kept.
      judged.perSample.dispose();
      return { ...judged, perSample };
    },
  };
}

/** How many are kept; 0.3 of 10 is 3, whatever the rounding of the product. */
function keptOf(batch: number, fraction: number): number {
  return Math.max(1, Math.floor(batch * fraction + 1e-9));
}

function checkFraction(act: string, fraction: number): void {
  if (fraction > 0 && fraction <= 1) return;
  throw new RangeError(
    `Cannot compute ${act} as fraction must be above 0 and at most 1: current fraction is ${fraction}`,
  );
}
