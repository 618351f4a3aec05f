import * as tf from "@tensorflow/tfjs";
import {
  angle,
  bind,
  cosine,
  type Float,
  float,
  type Int,
} from "../tensor/mod.ts";
import { detached } from "./detached.ts";
import { outside } from "./pairs.ts";
import { rankOf } from "./rank.ts";

/** No scale is smaller; with three classes the dynamic one would turn negative. */
const LEAST = 0.1;

/**
 * The fixed scale of AdaCos, s = √2 · ln(C − 1).
 *
 * @param classes C, at least 3: with 2 the scale is 0.
 * @returns s.
 * @throws {RangeError} If there are fewer than 3 classes.
 *
 * @example Market-1501
 * ```ts
 * import { adaCosScale } from "@spherereid/kit/loss";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(adaCosScale(751), 9.362, 1e-3);
 * ```
 */
export function adaCosScale(classes: number): number {
  if (!(classes >= 3)) {
    throw new RangeError(
      `Cannot compute adaCosScale as there must be at least 3 classes: current number is ${classes}`,
    );
  }
  return Math.SQRT2 * Math.log(classes - 1);
}

/**
 * The next dynamic scale of AdaCos, from this batch and the scale before:
 * s = ln(B) / cos(min(π/4, θ_med)).
 *
 * B is the mean over the batch of Σ_{j ≠ y} exp(s₀ cos θ_j), θ_med the median of
 * the angles to the own class: of an even number the lower middle one.
 * Departs from the paper in a floor of 0.1, since the logarithm may be negative
 * with three classes. No gradient flows through it.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param scale s₀, the scale before.
 * @returns The scale of this batch.
 * @throws {RangeError} If two axes of one name differ in size.
 *
 * @example Own at 0°, two others at 90°
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { nextAdaCosScale } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[0, 7]]), "batch embed");
 * const weight = float(tf.tensor2d([[0, 2], [-3, 0], [1, 0]]), "class embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * const next = nextAdaCosScale(embedding, weight, label, float(tf.scalar(5), ""));
 * assertAlmostEquals(next.dataSync()[0]!, Math.log(2), 1e-5);
 * ```
 */
export function nextAdaCosScale(
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  scale: Float<"">,
): Float<""> {
  const sizes = bind("nextAdaCosScale", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class embed"],
    label: [label, "batch"],
    scale: [scale, ""],
  });
  const batch = sizes["batch"]!;
  return tf.tidy(() => {
    const own = tf.cast(
      tf.equal(
        tf.expandDims(label as tf.Tensor1D, 1),
        tf.range(0, sizes["class"]!, 1, "int32"),
      ),
      "float32",
    );
    const others = tf.sub(1, own);
    const next = detached(cosine(embedding, weight), (cosines) => {
      const logits = tf.add(
        tf.mul(tf.mul(cosines, scale as tf.Tensor), others),
        outside(others),
      );
      const mean = tf.sub(tf.logSumExp(logits), Math.log(batch));
      const target = angle(float(tf.sum(tf.mul(cosines, own), 1), "batch"));
      const middle = tf.equal(rankOf(target), Math.floor((batch - 1) / 2));
      const median = tf.sum(tf.mul(target, tf.cast(middle, "float32")));
      const turn = tf.cos(tf.minimum(median, Math.PI / 4));
      return tf.maximum(tf.div(mean, turn), LEAST);
    });
    return float(next, "");
  });
}
