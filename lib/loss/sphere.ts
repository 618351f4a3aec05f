import type { Float, Int } from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import type { CrossEntropyOptions } from "./cross_entropy.ts";
import { normSoftmax, normSoftmaxLoss } from "./norm_softmax.ts";

/** Options of {@linkcode sphereLoss} and {@linkcode sphere}. */
export interface SphereOptions extends CrossEntropyOptions {
  /** Scale s, the inverse of a temperature; above 0. @default {14} */
  readonly scale?: number;
}

/**
 * The loss of SphereReID: the normalised softmax with s = 14.
 *
 * ```math
 * L_i = -\log \frac{e^{s \cos\theta_{i y_i}}}{\sum_j e^{s \cos\theta_{ij}}}
 * ```
 *
 * z_ij = s · cos θ_ij, L_i = −log softmax(z_i) at y_i.
 *
 * Paper: arXiv 1807.00537v1; equation number not read. Symbols: θ_ij = angle
 * between embedding i and weight j, s = options.scale, y = label. The paper's
 * s was not found; 14 is the default of CoinCheung's re-implementation.
 * Departs: the value of each sample, not their mean.
 *
 * It is {@linkcode normSoftmaxLoss} with another default: the same function.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Scale and label smoothing.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example At 90° to both of two classes
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { sphereLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[0, 7]]), "batch embed");
 * const weight = float(tf.tensor2d([[2, 0], [-3, 0]]), "class embed");
 * const label = int(tf.tensor1d([1], "int32"), "batch");
 * assertAlmostEquals(sphereLoss(embedding, weight, label).dataSync()[0]!, Math.LN2, 1e-6);
 * ```
 */
export function sphereLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  options: SphereOptions = {},
): Float<"batch"> {
  const { scale = 14, ...smoothing } = options;
  return normSoftmaxLoss(embedding, weight, label, { scale, ...smoothing });
}

/** What {@linkcode sphere} is made with. */
export interface SphereCriterionOptions extends SphereOptions {
  /**
   * Standard deviation of the first class weights. Only their directions count,
   * but a small one lets the first steps of Adam turn them far: of use from
   * random weights in a short run. @default {Math.sqrt(2 / (classes + embed))}
   */
  readonly deviation?: number;
}

/**
 * {@linkcode sphereLoss} with its parameter: "loss.weight" [class, embed],
 * first normal: Xavier's sqrt(2 / (class + embed)), or as the options say.
 *
 * @param options Scale, first deviation and label smoothing.
 * @returns The criterion.
 *
 * @example Its parameter
 * ```ts
 * import { sphere } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = sphere().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 2]);
 * ```
 */
export function sphere(options: SphereCriterionOptions = {}): Criterion {
  const { scale = 14, ...rest } = options;
  return { ...normSoftmax({ scale, ...rest }), name: "sphere" };
}
