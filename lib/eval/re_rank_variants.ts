/**
 * One way in which k-reciprocal re-ranking is done: all that published code
 * does differently, as data for {@linkcode reRank}.
 *
 * Rows are unit, so every distance here is of a cosine, and the neighbours are
 * the same for all of them: those of the largest cosines.
 */
export interface ReRankVariant {
  /** The base distance d, which weighs an image's neighbours by exp(−d); must fall where the cosine rises. */
  readonly distance: (cosine: number) => number;
  /** The distance in the blend with Jaccard's. */
  readonly blended: (cosine: number) => number;
  /** Whether each image's distances are divided by its largest `distance` to any image, query or gallery. */
  readonly normalised: boolean;
  /** How many of an image's nearest, itself counted, may be its reciprocal neighbours. */
  readonly neighbours: (k1: number) => number;
  /** How many of a neighbour's nearest may be added to them. */
  readonly half: (k1: number) => number;
  /** How many of an image's nearest, itself counted, its weights are the mean of; 0 leaves them as they are. */
  readonly averaged: (k1: number, k2: number) => number;
  /**
   * What Jaccard's overlap is a share of: "two" takes the weights of both
   * images to sum to 2, "sums" adds them up. They differ for images without a
   * reciprocal neighbour only, whose weights are all 0.
   */
  readonly union: "two" | "sums";
}

/** The names of {@linkcode reRankVariants}. */
export type ReRankName =
  | "original"
  | "bot"
  | "torchreid"
  | "layumi"
  | "fastreid"
  | "boxmot";

/** ‖a − b‖² of unit rows. */
function squared(cosine: number): number {
  return 2 - 2 * cosine;
}

/** ‖a − b‖⁴ of unit rows. */
function fourthPower(cosine: number): number {
  return squared(cosine) ** 2;
}

function cosineDistance(cosine: number): number {
  return 1 - cosine;
}

/** k / 2 as NumPy's around() has it: a half goes to the even neighbour. */
function evenHalf(k: number): number {
  const half = Math.floor(k / 2);
  return k % 2 === 1 && half % 2 === 1 ? half + 1 : half;
}

/** A mean over the first k2, which Python and Matlab leave out where k2 is 1. */
function firstK2(_: number, k2: number): number {
  return k2 === 1 ? 0 : k2;
}

const bot: ReRankVariant = {
  distance: squared,
  blended: squared,
  normalised: true,
  neighbours: (k1) => k1 + 1,
  half: (k1) => evenHalf(k1) + 1,
  averaged: firstK2,
  union: "two",
};

/**
 * The conventions of published re-rankings by the names of their projects;
 * with k1 = 20 the half set has 11 images in all of them.
 *
 * - `original`: the authors' Matlab code. d = ‖a − b‖² (the metric learnt
 *   beside it is left out), divided by each row's largest. Half a set is
 *   round((k1 + 1) / 2), which differs from the others where k1 is odd.
 * - `bot`: reid-strong-baseline's Python. As `original` but for the half set.
 *   Departs: its arrays are float16, which moves a distance by up to about 2 · 10⁻³;
 *   here all is float64.
 * - `torchreid`: squares its distances, which are squares already: d = ‖a − b‖⁴.
 * - `layumi`: (2 − 2 cos)², on unit rows the same numbers as `torchreid`. It
 *   sorts the first k1 + 1 neighbours only; with k2 above that its mean is over
 *   neighbours in no order, here over the nearest.
 * - `fastreid`: its neighbours are looked up k1 at a time, so that the image
 *   itself is one of k1 and not one more; weights are the softmax of −‖a − b‖²
 *   without division, and the blend takes the metric as it is: 1 − cos, its
 *   default.
 * - `boxmot`: d = 1 − cos without division; the mean is over k2 + 1, also where
 *   k2 is 1, and weights are summed for the union.
 */
export const reRankVariants: Readonly<Record<ReRankName, ReRankVariant>> =
  Object.freeze(
    {
      original: { ...bot, half: (k1) => Math.round((k1 + 1) / 2) },
      bot,
      torchreid: { ...bot, distance: fourthPower, blended: fourthPower },
      layumi: { ...bot, distance: fourthPower, blended: fourthPower },
      fastreid: {
        ...bot,
        blended: cosineDistance,
        normalised: false,
        neighbours: (k1) => k1,
        half: (k1) => Math.min(evenHalf(k1) + 1, k1),
        averaged: (k1, k2) => Math.min(firstK2(k1, k2), k1),
      },
      boxmot: {
        ...bot,
        distance: cosineDistance,
        blended: cosineDistance,
        normalised: false,
        averaged: (_, k2) => k2 + 1,
        union: "sums",
      },
    } satisfies Record<ReRankName, ReRankVariant>,
  );
