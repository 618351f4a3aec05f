import { freeze } from "./freeze.ts";
import type { LossName, LossOf } from "./loss_schema.ts";

const plain = { smoothing: 0, spread: "all" } as const;
const weights = { ...plain, deviation: null } as const;
const arc = {
  scale: 64,
  margin: 0.5,
  gradient: "exact",
  beyond: "none",
} as const;
const triplet = { margin: 0.3, squared: false } as const;

/**
 * Every loss with the options it has by itself, the published ones where they
 * are known: what a recipe begins with when it takes another loss.
 */
export const lossDefaults: {
  readonly [Name in LossName]: Omit<LossOf<Name>, "name" | "hardest">;
} = freeze({
  softmax: { bias: true, ...plain, deviation: 0.001 },
  lSoftmax: { times: 4, lambda: "lSoftmaxMnist", ...weights },
  aSoftmax: {
    times: 4,
    form: "monotone",
    lambda: "sphereFace20",
    ...weights,
  },
  normSoftmax: { scale: 10, learn: false, floor: 0.01, ...weights },
  sphere: { scale: 14, ...weights },
  sphereMargin: { scale: 14, kind: "cosine", margin: 0.2, ...weights },
  cosFace: { scale: 64, margin: 0.35, ...weights },
  arcFace: { ...arc, ...weights },
  subCentreArcFace: { ...arc, centres: 3, ...weights },
  combinedMargin: { scale: 64, m1: 1, m2: 0.3, m3: 0.2, ...weights },
  circleSoftmax: { scale: 64, margin: 0.35, ...weights },
  circlePair: { scale: 128, margin: 0.25 },
  adaCos: { dynamic: true, ...weights },
  batchHardTriplet: triplet,
  weightedTriplet: { squared: false },
  centre: { deviation: 1 },
  softmaxTriplet: { bias: false, ...plain, deviation: 0.001, ...triplet },
});

/**
 * A loss with its own options, of every sample.
 *
 * @param name The loss.
 * @returns What a recipe holds as its `loss`.
 *
 * @example CosFace's
 * ```ts
 * import { defaultLoss } from "@spherereid/kit/recipe";
 * import { assertEquals } from "@std/assert";
 *
 * const { scale, margin, hardest } = defaultLoss("cosFace");
 * assertEquals([scale, margin, hardest], [64, 0.35, null]);
 * ```
 */
export function defaultLoss<Name extends LossName>(name: Name): LossOf<Name> {
  return freeze({
    name,
    ...lossDefaults[name],
    hardest: null,
  }) as unknown as LossOf<Name>;
}
