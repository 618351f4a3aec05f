import { defaultLoss, type LossRecipe } from "../recipe/mod.ts";

/** A loss as it is compared, and where its numbers are from. */
export interface ComparedLoss {
  /** The loss with all its options. */
  readonly loss: LossRecipe;
  /** The source of its scale and margin. */
  readonly from: string;
}

/** Class weights begin alike in every loss that has some. */
const begin = { deviation: 0.01 } as const;

/** The losses compared on drawn pedestrians, by the name of their rows. */
export const personLosses = {
  softmax: {
    loss: { ...defaultLoss("softmax"), ...begin },
    from: "no scale, no margin; with bias",
  },
  sphere: {
    loss: { ...defaultLoss("sphere"), ...begin },
    from: "scale 14 of CoinCheung/SphereReID",
  },
  CosFace: {
    loss: { ...defaultLoss("cosFace"), scale: 14, margin: 0.1, ...begin },
    from: "kit: the scale of sphere, and a small margin",
  },
  ArcFace: {
    loss: { ...defaultLoss("arcFace"), scale: 14, margin: 0.1, ...begin },
    from: "kit: the scale of sphere, and a small margin",
  },
  triplet: {
    loss: defaultLoss("batchHardTriplet"),
    from: "margin 0.3 of reid-strong-baseline",
  },
  "softmax + triplet": {
    loss: { ...defaultLoss("softmaxTriplet"), ...begin },
    from: "margin 0.3 and no bias as reid-strong-baseline",
  },
} as const satisfies Readonly<Record<string, ComparedLoss>>;

/** The same with the numbers that others use. */
export const publishedLosses = {
  "CosFace as published": {
    loss: { ...defaultLoss("cosFace"), ...begin },
    from: "scale 64, margin 0.35 of insightface",
  },
  "ArcFace as published": {
    loss: { ...defaultLoss("arcFace"), ...begin },
    from: "scale 64, margin 0.5 of insightface",
  },
  "triplet with soft margin": {
    loss: { ...defaultLoss("batchHardTriplet"), margin: "soft" },
    from: "the soft margin that the code of arXiv 1703.07737 prefers",
  },
} as const satisfies Readonly<Record<string, ComparedLoss>>;
