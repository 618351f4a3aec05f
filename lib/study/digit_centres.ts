import type { HostTensor, HostTensors } from "../model/mod.ts";
import type { LossName } from "../recipe/mod.ts";

/** Digits there are. */
export const DIGIT_CLASSES = 10;

/** How a class is told, and by what. */
export interface Decision {
  /** The largest product with the class weight, the largest cosine, or the least distance. */
  readonly by: "product" | "cosine" | "distance";
  /** The loss's own centres, or the means of training embeddings where it has none. */
  readonly of: "weights" | "means";
}

const product = { by: "product", of: "weights" } as const;
const cosine = { by: "cosine", of: "weights" } as const;
const means = { by: "distance", of: "means" } as const;

/** How each loss tells a class at evaluation: its own logit without margin, where it has one. */
export const DECISIONS: Readonly<Record<LossName, Decision>> = {
  softmax: product,
  lSoftmax: product,
  aSoftmax: cosine,
  normSoftmax: cosine,
  sphere: cosine,
  sphereMargin: cosine,
  cosFace: cosine,
  arcFace: cosine,
  subCentreArcFace: cosine,
  combinedMargin: cosine,
  circleSoftmax: cosine,
  circlePair: { by: "cosine", of: "means" },
  adaCos: cosine,
  batchHardTriplet: means,
  weightedTriplet: means,
  centre: { by: "distance", of: "weights" },
  softmaxTriplet: product,
};

/** Embeddings of digits on the host, a row each. */
export interface EmbeddingRows {
  /** Row after row. */
  readonly values: Float32Array;
  /** Numbers in a row. */
  readonly size: number;
  /** What each digit is. */
  readonly label: ArrayLike<number>;
}

/** The centres of all classes: as many for each, those of class 0 first. */
export interface Centres {
  /** Row after row. */
  readonly values: Float32Array;
  /** Numbers in a row. */
  readonly size: number;
  /** Centres of each class. */
  readonly each: number;
  /** Added to the product; zeros without. */
  readonly bias: Float32Array;
}

/** The centres that a loss holds among its parameters. */
export function ownCentres(params: HostTensors): Centres {
  const held = params["loss.weight"] ?? params["loss.centre"] as HostTensor;
  const size = held.shape.at(-1)!;
  return {
    values: held.values,
    size,
    each: held.values.length / size / DIGIT_CLASSES,
    bias: params["loss.bias"]?.values ?? new Float32Array(DIGIT_CLASSES),
  };
}

/** The mean embedding of each class; of unit rows if the direction alone counts. */
export function meanCentres(
  { values, size, label }: EmbeddingRows,
  by: Decision["by"],
): Centres {
  const sums = new Float32Array(DIGIT_CLASSES * size);
  const counts = new Float32Array(DIGIT_CLASSES);
  for (let row = 0; row < label.length; row++) {
    const found = values.subarray(row * size, (row + 1) * size);
    const length = by === "cosine" ? Math.hypot(...found) || 1 : 1;
    const own = label[row]!;
    counts[own]! += 1;
    for (let at = 0; at < size; at++) {
      sums[own * size + at]! += found[at]! / length;
    }
  }
  return {
    values: sums.map((sum, at) => sum / (counts[Math.floor(at / size)] || 1)),
    size,
    each: 1,
    bias: new Float32Array(DIGIT_CLASSES),
  };
}
