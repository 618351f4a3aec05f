import { lambdaSchedules } from "../loss/mod.ts";
import {
  defaultLoss,
  type LossName,
  type LossOf,
  type LossRecipe,
} from "../recipe/mod.ts";

/** A loss as the digits take it, and why its options are these. */
export interface DigitLoss {
  /** The loss in a run of that many updates, on embeddings of that many features. */
  readonly loss: (steps: number, embed: number) => LossRecipe;
  /** Where each option that is not the published default comes from. */
  readonly why: string;
}

/** How long the authors trained with their schedules of λ. */
const PUBLISHED = {
  lSoftmax: { schedule: lambdaSchedules.lSoftmaxMnist, steps: 30_000 },
  aSoftmax: { schedule: lambdaSchedules.sphereFace20, steps: 28_000 },
} as const;

const own = "the kit's own options, which are the published ones where known";
const circle = "of two features, where ten centres stand 36° apart at most";

/** Every loss on the digits by its name there; the first seven are the progression. */
export const digitLosses = {
  softmax: as("softmax", {}, own),
  "l-softmax-2": annealed("lSoftmax", 2),
  "l-softmax-4": annealed("lSoftmax", 4),
  "a-softmax": annealed("aSoftmax", 4),
  sphere: as("sphere", {}, `${own}; ${circle}, s = 30`, { scale: 30 }),
  "cos-face": as(
    "cosFace",
    { scale: 10 },
    `s = 10: AM-Softmax's author for MNIST; m published; ${circle}, s = 30, m = 0.1`,
    { scale: 30, margin: 0.1 },
  ),
  "arc-face": as(
    "arcFace",
    { scale: 10 },
    `s as CosFace has it; m published; ${circle}, s = 30, m = 0.1`,
    { scale: 30, margin: 0.1 },
  ),
  "norm-softmax": as("normSoftmax", {}, own),
  "sphere-margin": as("sphereMargin", {}, own),
  "combined-margin": as(
    "combinedMargin",
    { scale: 10 },
    "s as CosFace has it; m1, m2, m3 published",
  ),
  "ada-cos": as("adaCos", {}, own),
  "circle-softmax": as("circleSoftmax", {}, own),
  "sub-centre-arc-face": as(
    "subCentreArcFace",
    { scale: 10 },
    "s as CosFace has it; m and K published",
  ),
  "circle-pair": as("circlePair", {}, own),
  "batch-hard-triplet": as("batchHardTriplet", {}, own),
  "weighted-triplet": as("weightedTriplet", {}, own),
  "softmax-triplet": as("softmaxTriplet", {}, own),
  centre: as(
    "centre",
    {},
    "alone, as the kit has it: nothing keeps the centres apart but their first places",
  ),
  "l-softmax-4-no-annealing": as(
    "lSoftmax",
    { lambda: 0 },
    "λ = 0 from the first update: what annealing is for",
  ),
  "l-softmax-4-floor": annealed("lSoftmax", 4, 5),
  "a-softmax-no-annealing": as(
    "aSoftmax",
    { lambda: 0 },
    "λ = 0 from the first update: what annealing is for",
  ),
  "cos-face-30": as(
    "cosFace",
    { scale: 30, margin: 0.4 },
    "s and m with which a user of AM-Softmax failed on MNIST",
  ),
} as const satisfies Readonly<Record<string, DigitLoss>>;

/** The name of a loss on the digits. */
export type DigitLossName = keyof typeof digitLosses;

/** The losses of the progression, from softmax to sphere and its kin. */
export const PROGRESSION = [
  "softmax",
  "l-softmax-2",
  "l-softmax-4",
  "a-softmax",
  "sphere",
  "cos-face",
  "arc-face",
] as const satisfies readonly DigitLossName[];

/** A loss with some options changed, and some more on the plane. */
function as<Name extends LossName>(
  name: Name,
  changes: Partial<Omit<LossOf<Name>, "name">>,
  why: string,
  plane: Partial<Omit<LossOf<Name>, "name">> = {},
): DigitLoss {
  const make = (more: typeof plane) =>
    ({ ...defaultLoss(name), ...changes, ...more }) as LossRecipe;
  return { loss: (_steps, embed) => make(embed === 2 ? plane : {}), why };
}

/** A loss whose λ falls as its authors', in proportion to the run; to another floor if given. */
function annealed(
  name: keyof typeof PUBLISHED,
  times: number,
  floor?: number,
): DigitLoss {
  const { schedule, steps: long } = PUBLISHED[name];
  const { base, gamma, power } = schedule;
  return {
    loss: (steps) => ({
      ...defaultLoss(name),
      times,
      lambda: {
        base,
        gamma: gamma * long / steps,
        power,
        decay: 1,
        floor: floor ?? schedule.floor,
      },
    }),
    why:
      `λ falls as its authors', whose ${long} updates are squeezed into the run's${
        floor === undefined
          ? ""
          : `, but to ${floor}, which they advise for hard sets`
      }`,
  };
}
