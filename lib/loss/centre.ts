import * as tf from "@tensorflow/tfjs";
import { bind, type Float, float, type Int } from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { ownEntry } from "./own_entry.ts";
import { parameter, weights } from "./parameter.ts";

/**
 * The centre loss: half the squared distance from the own class centre.
 *
 * ```math
 * L_i = \tfrac{1}{2} |x_i - c_{y_i}|^2
 * ```
 *
 * L_i = ½ |x_i − c_yi|².
 *
 * Paper: Wen et al., A Discriminative Feature Learning Approach for Deep Face
 * Recognition, ECCV 2016; equation number not read. Symbols: x = embedding,
 * c = centre, y = label.
 * Departs: centres follow the gradient of this loss like any parameter, where
 * the paper moves each by the mean over its samples of the batch; the value of
 * each sample, not their sum.
 *
 * Alone it is least where all collapses into one point: it is meant beside a
 * softmax. A label outside [0, class) has the centre 0.
 *
 * @param embedding Rows x, any length.
 * @param centre Rows c, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size.
 *
 * @example A 3-4-5 triangle
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { centreLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[4, 5]]), "batch embed");
 * const centres = float(tf.tensor2d([[0, 0], [1, 1]]), "class embed");
 * const label = int(tf.tensor1d([1], "int32"), "batch");
 * assertEquals(centreLoss(embedding, centres, label).dataSync()[0], 25 / 2);
 * ```
 */
export function centreLoss(
  embedding: Float<"batch embed">,
  centre: Float<"class embed">,
  label: Int<"batch">,
): Float<"batch"> {
  bind("centreLoss", {
    embedding: [embedding, "batch embed"],
    centre: [centre, "class embed"],
    label: [label, "batch"],
  });
  return tf.tidy(() => {
    const row = tf.expandDims(label as tf.Tensor1D, 1) as tf.Tensor2D;
    const target = ownEntry(centre as tf.Tensor2D, row);
    const away = tf.sub(embedding as tf.Tensor2D, target);
    return float(tf.mul(tf.sum(tf.square(away), 1), 0.5), "batch");
  });
}

/** Options of {@linkcode centre}. */
export interface CentreOptions {
  /** Standard deviation of the first centres. @default {1} */
  readonly deviation?: number;
}

/**
 * {@linkcode centreLoss} with its parameter: "loss.centre" [class, embed],
 * first normal around 0.
 *
 * @param options First deviation.
 * @returns The criterion.
 *
 * @example Its parameter
 * ```ts
 * import { centre } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const { params } = centre().init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.centre"]?.shape, [3, 2]);
 * ```
 */
export function centre(options: CentreOptions = {}): Criterion {
  const { deviation = 1 } = options;
  return {
    name: "centre",
    centres: "loss.centre",
    init: (random, { classes, embed }) => ({
      params: { "loss.centre": weights(random, [classes, embed], deviation) },
      state: {},
    }),
    apply: (params, state, { embedding }, label) => ({
      perSample: centreLoss(
        embedding,
        parameter(params, "loss.centre", "class embed"),
        label,
      ),
      state,
    }),
  };
}
