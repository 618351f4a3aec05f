import * as tf from "@tensorflow/tfjs";
import { bind, cosine, type Float, float, type Int } from "../tensor/mod.ts";
import { aboveZero } from "./above_zero.ts";
import type { Criterion } from "./criterion.ts";
import { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
import { checkScale } from "./margin_option.ts";
import { parameter } from "./parameter.ts";
import { weightCriterion } from "./weight_criterion.ts";

/** Options of {@linkcode normSoftmaxLoss}. */
export interface NormSoftmaxOptions extends CrossEntropyOptions {
  /** Scale s, the inverse of a temperature; above 0 if it is a number, a scalar tensor if it is learnt. @default {10} */
  readonly scale?: number | Float<"">;
}

/**
 * The normalised softmax loss: embedding and class weights at length 1, no
 * bias, the cosines scaled by a fixed s.
 *
 * ```math
 * L_i = -\log \frac{e^{s \cos\theta_{i y_i}}}{\sum_j e^{s \cos\theta_{ij}}}
 * ```
 *
 * z_ij = s · cos θ_ij, L_i = −log softmax(z_i) at y_i.
 *
 * Paper: NormFace, arXiv 1704.06369; equation number not read. Written as
 * eq. (2) of arXiv 1801.07698v3, by a reader's transcription. Symbols:
 * θ_ij = angle between embedding i and weight j, s = options.scale, y = label.
 * Departs: s is what it is given as; NormFace's reference learns it from 10,
 * see {@linkcode normSoftmax}. The value of each sample, not their mean.
 * Pytorch-metric-learning's is the same, with a temperature of 1 / s, 0.05
 * unless told, and a mean.
 *
 * What a small s keeps it from falling below is {@linkcode leastNormSoftmaxLoss}.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Scale and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example Parallel to its own class, opposite to the other
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { normSoftmaxLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[5, 0]]), "batch embed");
 * const weight = float(tf.tensor2d([[2, 0], [-3, 0]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * const loss = normSoftmaxLoss(embedding, weight, label, { scale: 1 }).dataSync()[0]!;
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(-2)), 1e-6);
 * ```
 */
export function normSoftmaxLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: NormSoftmaxOptions = {},
): Float<"batch"> {
  const { scale = 10, ...smoothing } = options;
  bind("normSoftmaxLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  if (typeof scale === "number") checkScale("normSoftmaxLoss", scale);
  return tf.tidy(() => {
    const logits = tf.mul(cosine(embedding, weight), scale as tf.Tensor);
    return crossEntropy(float(logits, "batch class"), label, smoothing);
  });
}

/** What {@linkcode normSoftmax} is made with. */
export interface NormSoftmaxCriterionOptions extends CrossEntropyOptions {
  /** Scale s, the first if it is learnt; above 0. @default {10} */
  readonly scale?: number;
  /** Whether the scale is learnt, as the parameter "loss.scale". @default {false} */
  readonly learn?: boolean;
  /** The least scale that is learnt; above 0. @default {0.01} */
  readonly floor?: number;
  /**
   * Standard deviation of the first class weights. Only their directions count,
   * but a small one lets the first steps of Adam turn them far: of use from
   * random weights in a short run. @default {Math.sqrt(2 / (classes + embed))}
   */
  readonly deviation?: number;
}

/**
 * {@linkcode normSoftmaxLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say; and,
 * if the scale is learnt, with "loss.scale", a scalar.
 *
 * The loss takes max(loss.scale, floor). Where the parameter is below the floor
 * its gradient is that at the floor if a step along it raises the parameter,
 * else 0: it comes back, and sinks no further. NormFace's reference, from which
 * the first scale and the floor are, has 100 times the rate and no weight
 * decay for its class layer.
 *
 * @param options Scale, whether and from where up it is learnt, first deviation and label smoothing.
 * @returns The criterion.
 * @throws {RangeError} If the scale or the floor is not above 0, or the first scale below the floor.
 *
 * @example Its parameter
 * ```ts
 * import { normSoftmax } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = normSoftmax().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function normSoftmax(
  options: NormSoftmaxCriterionOptions = {},
): Criterion {
  const { scale = 10, learn = false, floor = 0.01, deviation, ...rest } =
    options;
  checkScale("normSoftmax", scale);
  aboveZero("normSoftmax", "floor", floor);
  if (learn && scale < floor) {
    throw new RangeError(
      `Cannot compute normSoftmax as scale must be at least the floor, ${floor}: current scale is ${scale}`,
    );
  }
  const plain = weightCriterion(
    "normSoftmax",
    deviation,
    (embedding, weight, label) =>
      normSoftmaxLoss(embedding, weight, label, { scale, ...rest }),
  );
  if (!learn) return plain;
  return {
    ...plain,
    init: (random, sizes) => {
      const { params, state } = plain.init(random, sizes);
      const first = { shape: [], values: Float32Array.of(scale) };
      return { params: { ...params, "loss.scale": first }, state };
    },
    apply: (params, state, { embedding }, label) => ({
      perSample: tf.tidy(() =>
        normSoftmaxLoss(
          embedding,
          parameter(params, "loss.weight", "class embed"),
          label,
          {
            scale: atLeast(parameter(params, "loss.scale", ""), floor),
            ...rest,
          },
        )
      ),
      state,
    }),
  };
}

/** max(s, floor); below the floor a slope passes only if its descent raises s. */
function atLeast(scale: Float<"">, floor: number): Float<""> {
  const held = tf.customGrad((scale, save) => {
    (save as tf.GradSaveFunc)([scale as tf.Tensor]);
    return {
      value: tf.maximum(scale as tf.Tensor, floor),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const below = tf.less(saved[0]!, floor);
        return tf.where(below, tf.minimum(dy, 0), dy);
      },
    };
  });
  return float(held(scale as tf.Tensor), "");
}
