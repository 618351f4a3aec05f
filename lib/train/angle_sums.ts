import type { ImageAngles } from "./report.ts";

/**
 * Angles and lengths of an epoch, summed image by image: plain numbers, which
 * JSON keeps digit for digit, so that a stopped epoch can go on.
 */
export interface AngleSums {
  /** Images counted. */
  readonly images: number;
  /** Angles to the own class centre. */
  readonly own: DegreeSums;
  /** Angles to the nearest other centre. */
  readonly other: DegreeSums;
  /** Sum of the embeddings' lengths. */
  readonly norm: number;
  /** Sum of their squares. */
  readonly squares: number;
}

/** Sum and histogram of angles. */
export interface DegreeSums {
  /** Sum, in degrees. */
  readonly sum: number;
  /** How many lie in each whole degree, 0 to 1 first; 180° is in the last of 180. Empty if there are none. */
  readonly bins: readonly number[];
}

/** Where an epoch's training embeddings lay: degrees and lengths. */
export interface AngleSummary {
  /** Images counted; each as it was when its step came, so before later updates. */
  readonly images: number;
  /** Mean angle to the own class centre; null if the loss has no centres, as all below in degrees. */
  readonly ownMean: number | null;
  /** A tenth of the images is nearer to its own centre; to less than a degree, as all quantiles. */
  readonly own10: number | null;
  /** Half of them are. */
  readonly own50: number | null;
  /** Nine tenths are. */
  readonly own90: number | null;
  /** Mean angle to the nearest other centre. */
  readonly otherMean: number | null;
  /** A tenth is nearer to another centre. */
  readonly other10: number | null;
  /** Half of them are. */
  readonly other50: number | null;
  /** Nine tenths are. */
  readonly other90: number | null;
  /** Mean length of the embeddings, as the loss gets them. */
  readonly normMean: number | null;
  /** Standard deviation of the lengths. */
  readonly normDeviation: number | null;
}

/** No image yet. */
export const NO_ANGLES: AngleSums = {
  images: 0,
  own: { sum: 0, bins: [] },
  other: { sum: 0, bins: [] },
  norm: 0,
  squares: 0,
};

/**
 * Adds the images of an update to sums.
 *
 * @param sums What came before; {@linkcode NO_ANGLES} first. It stays as it is.
 * @param images The update's angles and lengths.
 * @returns The new sums.
 *
 * @example Two images
 * ```ts
 * import { addAngles, NO_ANGLES, summariseAngles } from "@spherereid/kit/train";
 * import { assertEquals } from "@std/assert";
 *
 * const sums = addAngles(NO_ANGLES, {
 *   own: Float32Array.of(10, 30),
 *   other: Float32Array.of(80, 80),
 *   norm: Float32Array.of(1, 3),
 * });
 * const { images, ownMean, normMean, normDeviation } = summariseAngles(sums);
 * assertEquals([images, ownMean, normMean, normDeviation], [2, 20, 2, 1]);
 * ```
 */
export function addAngles(sums: AngleSums, images: ImageAngles): AngleSums {
  let { norm, squares } = sums;
  for (const length of images.norm) {
    norm += length;
    squares += length * length;
  }
  return {
    images: sums.images + images.norm.length,
    own: addDegrees(sums.own, images.own),
    other: addDegrees(sums.other, images.other),
    norm,
    squares,
  };
}

/**
 * What the sums of an epoch come to.
 *
 * Without centres (triplet losses) the angles are null: the means of a batch
 * would stand in badly, since each holds the very images it is measured to.
 *
 * @param sums The sums.
 * @returns Means, quantiles and spread; null where there is nothing.
 *
 * @example Of nothing
 * ```ts
 * import { NO_ANGLES, summariseAngles } from "@spherereid/kit/train";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(summariseAngles(NO_ANGLES).own50, null);
 * ```
 */
export function summariseAngles(sums: AngleSums): AngleSummary {
  const { images, own, other, norm, squares } = sums;
  const mean = norm / images;
  const spread = Math.sqrt(Math.max(0, squares / images - mean * mean));
  return {
    images,
    ownMean: meanOf(own),
    own10: quantile(own.bins, 0.1),
    own50: quantile(own.bins, 0.5),
    own90: quantile(own.bins, 0.9),
    otherMean: meanOf(other),
    other10: quantile(other.bins, 0.1),
    other50: quantile(other.bins, 0.5),
    other90: quantile(other.bins, 0.9),
    normMean: images > 0 ? mean : null,
    normDeviation: images > 0 ? spread : null,
  };
}

const BINS = 180;

function addDegrees(sums: DegreeSums, degrees: Float32Array): DegreeSums {
  if (degrees.length === 0) return sums;
  const bins = sums.bins.length > 0
    ? [...sums.bins]
    : new Array<number>(BINS).fill(0);
  let { sum } = sums;
  for (const angle of degrees) {
    sum += angle;
    const bin = Math.max(0, Math.min(BINS - 1, Math.floor(angle)));
    bins[bin] = bins[bin]! + 1;
  }
  return { sum, bins };
}

function meanOf({ sum, bins }: DegreeSums): number | null {
  const count = bins.reduce((all, one) => all + one, 0);
  return count > 0 ? sum / count : null;
}

/** The angle below which a share of a histogram lies, as if each bin were filled evenly. */
function quantile(bins: readonly number[], share: number): number | null {
  let left = share * bins.reduce((all, one) => all + one, 0);
  for (const [bin, count] of bins.entries()) {
    if (count > 0 && left <= count) return bin + left / count;
    left -= count;
  }
  return null;
}
