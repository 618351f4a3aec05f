import * as tf from "@tensorflow/tfjs";
import {
  bind,
  cosine,
  type Float,
  float,
  type HostTensor,
  type Int,
} from "../tensor/mod.ts";
import { aboveZero } from "./above_zero.ts";
import { adaCosScale, nextAdaCosScale } from "./ada_cos_scale.ts";
import type { Criterion } from "./criterion.ts";
import { crossEntropy, type CrossEntropyOptions } from "./cross_entropy.ts";
import { firstWeights } from "./first_weights.ts";
import { parameter } from "./parameter.ts";

/** Options of {@linkcode adaCosLoss}. */
export interface AdaCosLossOptions extends CrossEntropyOptions {
  /** Scale s, above 0 if it is a number; a scalar tensor for the dynamic one. @default {adaCosScale(classes)} */
  readonly scale?: number | Float<"">;
}

/**
 * The AdaCos loss: a normalised softmax whose scale follows from the number of
 * classes, or from the batch by {@linkcode nextAdaCosScale}.
 *
 * ```math
 * L_i = -\log \frac{e^{s \cos\theta_{i y_i}}}{\sum_j e^{s \cos\theta_{ij}}}, \quad s = \sqrt{2} \ln(C - 1)
 * ```
 *
 * z_ij = s · cos θ_ij, L_i = −log softmax(z_i) at y_i.
 *
 * Paper: arXiv 1905.00292; equation number not read. Symbols: θ_ij = angle
 * between embedding i and weight j, C = classes, s = options.scale, y = label.
 * Departs: the value of each sample, not their mean.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Scale and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, an option is
 * out of range, or there are fewer than 3 classes and no scale is given.
 *
 * @example At 90° to all of three classes
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { adaCosLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[0, 7]]), "batch embed");
 * const weight = float(tf.tensor2d([[2, 0], [-3, 0], [1, 0]]), "class embed");
 * const label = int(tf.tensor1d([1], "int32"), "batch");
 * assertAlmostEquals(adaCosLoss(embedding, weight, label).dataSync()[0]!, Math.log(3), 1e-6);
 * ```
 */
export function adaCosLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: AdaCosLossOptions = {},
): Float<"batch"> {
  const sizes = bind("adaCosLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
  });
  const classes = sizes["class"]!;
  const { scale = adaCosScale(classes), ...smoothing } = options;
  if (typeof scale === "number") aboveZero("adaCosLoss", "scale", scale);
  return tf.tidy(() => {
    const logits = tf.mul(cosine(embedding, weight), scale as tf.Tensor);
    return crossEntropy(float(logits, "batch class"), label, smoothing);
  });
}

/** Options of {@linkcode adaCos}. */
export interface AdaCosOptions extends CrossEntropyOptions {
  /** Whether the scale follows each batch, as the state "loss.scale"; it begins as the fixed one. @default {true} */
  readonly dynamic?: boolean;
  /** Standard deviation of the first class weights. @default {Math.sqrt(2 / (classes + embed))} */
  readonly deviation?: number;
}

/**
 * {@linkcode adaCosLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say, and,
 * where the scale is dynamic, its state "loss.scale".
 *
 * @param options Which scale, first deviation and label smoothing.
 * @returns The criterion.
 *
 * @example Its parameter and state
 * ```ts
 * import { adaCos } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params, state } = adaCos().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * assertEquals(state["loss.scale"]?.shape, []);
 * ```
 */
export function adaCos(options: AdaCosOptions = {}): Criterion {
  const { dynamic = true, deviation, ...smoothing } = options;
  return {
    name: "adaCos",
    centres: "loss.weight",
    init: (random, sizes) => {
      const first = adaCosScale(sizes.classes);
      const scale: HostTensor = { shape: [], values: Float32Array.of(first) };
      return {
        params: { "loss.weight": firstWeights(random, sizes, { deviation }) },
        state: { ...(dynamic ? { "loss.scale": scale } : {}) },
      };
    },
    apply: (params, state, { embedding }, label) => {
      const weight = parameter(params, "loss.weight", "class embed");
      if (!dynamic) {
        const perSample = adaCosLoss(embedding, weight, label, smoothing);
        return { perSample, state };
      }
      const before = parameter(state, "loss.scale", "");
      const scale = nextAdaCosScale(embedding, weight, label, before);
      return {
        perSample: adaCosLoss(embedding, weight, label, {
          ...smoothing,
          scale,
        }),
        state: { ...state, "loss.scale": scale },
      };
    },
  };
}
