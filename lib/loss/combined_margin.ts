import * as tf from "@tensorflow/tfjs";
import {
  angle,
  bind,
  cosine,
  type Float,
  float,
  type Int,
} from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
import { checkScale } from "./margin_option.ts";
import { replaceOwn } from "./own_class.ts";
import { weightCriterion } from "./weight_criterion.ts";

/** The three margins of {@linkcode combinedMarginLoss}. */
export interface CombinedMargins {
  /** Factor m1 of the own class's angle; above 0. @default {1} */
  readonly m1?: number;
  /** Margin m2 in radians, added to that angle; from 0 to π. @default {0.3} */
  readonly m2?: number;
  /** Margin m3, taken from the cosine of both; at least 0. @default {0.2} */
  readonly m3?: number;
}

/** Options of {@linkcode combinedMarginLoss}. */
export interface CombinedMarginLossOptions
  extends CombinedMargins, CrossEntropyOptions {
  /** Scale s; above 0. @default {64} */
  readonly scale?: number;
}

/**
 * The normalised softmax loss with a margin of each kind at once: a factor of
 * the angle, an angle, a cosine.
 *
 * ```math
 * L_i = -\log \frac{e^{z_{i y_i}}}{e^{z_{i y_i}} + \sum_{j \ne y_i} e^{s \cos\theta_{ij}}}, \quad
 * z_{i y_i} = s(\cos(m_1 \theta_{i y_i} + m_2) - m_3)
 * ```
 *
 * z_iy = s · (cos(m1 · θ_iy + m2) − m3), z_ij = s · cos θ_ij for j ≠ y_i,
 * L_i = −log softmax(z_i) at y_i.
 *
 * Paper: ArcFace, arXiv 1801.07698v3; equation number not read. Symbols:
 * θ_ij = angle between embedding i and weight j, s = options.scale,
 * m1, m2, m3 = options, y = label.
 * Departs: nothing is put in place of cos(m1 θ + m2) beyond π, where it rises
 * again; θ is exact to about 1e-6 near 0 and π, where its slope is finite; the
 * value of each sample, not their mean.
 *
 * With (1, 0, 0) it is {@linkcode normSoftmaxLoss}, with (1, 0, m)
 * {@linkcode cosFaceLoss}, with (1, m, 0) {@linkcode arcFaceLoss}; (1.35, 0, 0) is
 * what ArcFace's table names SphereFace. Insightface's torch code takes the
 * second and third of these alone.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Scale, margins and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example At 60° to its own class
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { combinedMarginLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[1, Math.sqrt(3)]]), "batch embed");
 * const weight = float(tf.tensor2d([[1, 0], [0, 0]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * // cos(60° + 30°) − 0.5, against a class without direction: cosine 0.
 * const options = { scale: 2, m1: 1, m2: Math.PI / 6, m3: 0.5 };
 * const loss = combinedMarginLoss(embedding, weight, label, options).dataSync()[0]!;
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(1)), 1e-5);
 * ```
 */
export function combinedMarginLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: CombinedMarginLossOptions = {},
): Float<"batch"> {
  const { scale = 64, m1 = 1, m2 = 0.3, m3 = 0.2, ...smoothing } = options;
  bind("combinedMarginLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  checkScale("combinedMarginLoss", scale);
  check("m1", m1, m1 > 0 && m1 < Infinity, "above 0 and finite");
  check("m2", m2, m2 >= 0 && m2 <= Math.PI, "in radians, from 0 to π");
  check("m3", m3, m3 >= 0 && m3 < Infinity, "at least 0 and finite");
  return tf.tidy(() => {
    const cosines = replaceOwn(
      cosine(embedding, weight),
      label,
      (own) => {
        const turned = tf.add(tf.mul(angle(own), m1), m2);
        return float(tf.sub(tf.cos(turned), m3), "batch");
      },
    );
    const logits = float(tf.mul(cosines, scale), "batch class");
    return crossEntropy(logits, label, smoothing);
  });
}

/** Refuses a margin that does not hold. */
function check(name: string, value: number, holds: boolean, must: string) {
  if (holds) return;
  throw new RangeError(
    `Cannot compute combinedMarginLoss as ${name} must be ${must}: current ${name} is ${value}`,
  );
}

/**
 * Margins of ArcFace's second table, by the names they have there: CM1 and CM2,
 * and the one that stands for SphereFace.
 */
export const combinedMargins = {
  cm1: { m1: 1, m2: 0.3, m3: 0.2 },
  cm2: { m1: 0.9, m2: 0.4, m3: 0.15 },
  sphereFace: { m1: 1.35, m2: 0, m3: 0 },
} as const satisfies Record<string, CombinedMargins>;

/** What {@linkcode combinedMargin} is made with. */
export interface CombinedMarginOptions extends CombinedMarginLossOptions {
  /** Standard deviation of the first class weights. @default {Math.sqrt(2 / (classes + embed))} */
  readonly deviation?: number;
}

/**
 * {@linkcode combinedMarginLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say.
 *
 * @param options Scale, margins, first deviation and label smoothing.
 * @returns The criterion.
 *
 * @example Its parameter
 * ```ts
 * import { combinedMargin, combinedMargins } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const criterion = combinedMargin(combinedMargins.cm2);
 * const { params } = criterion.init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function combinedMargin(
  options: CombinedMarginOptions = {},
): Criterion {
  const { deviation, ...rest } = options;
  return weightCriterion(
    "combinedMargin",
    deviation,
    (embedding, weight, label) =>
      combinedMarginLoss(embedding, weight, label, rest),
  );
}
