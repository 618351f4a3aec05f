import * as tf from "@tensorflow/tfjs";
import { type Float, float, type Int } from "../tensor/mod.ts";

/**
 * Puts another value in place of each row's entry at its label; the others
 * stay, to the bit.
 *
 * @param cosines One a class; finite, as those passed over are multiplied by 0.
 * @param label y; a row whose label is no class stays as it is.
 * @param replace What becomes of the entries at the labels.
 * @returns The matrix with those entries replaced.
 */
export function replaceOwn(
  cosines: Float<"batch class">,
  label: Int<"batch">,
  replace: (own: Float<"batch">) => Float<"batch">,
): Float<"batch class"> {
  return tf.tidy(() => {
    const matrix = cosines as tf.Tensor2D;
    // Products, as a comparison has no gradient and a chosen NaN would stay.
    const hit = tf.cast(
      tf.equal(
        tf.expandDims(label as tf.Tensor1D, 1),
        tf.range(0, matrix.shape[1], 1, "int32"),
      ),
      "float32",
    );
    const own = float(tf.sum(tf.mul(hit, matrix), 1), "batch");
    const put = tf.expandDims(replace(own) as tf.Tensor1D, 1);
    const rest = tf.mul(tf.sub(1, hit), matrix);
    return float(tf.add(rest, tf.mul(hit, put)), "batch class");
  });
}

/**
 * 1 where a cosine is above a bound, else 0; without a slope.
 *
 * @param cosine One a row.
 * @param bound The bound.
 * @returns Ones and zeros.
 */
export function above(cosine: tf.Tensor, bound: number): tf.Tensor {
  // tf.greater has no gradient, not even zero: the tape stops at it.
  return tf.step(tf.sub(cosine, bound));
}

/**
 * A logit with a margin and λ parts of the one without: (hard + λ plain) / (1 + λ).
 *
 * @param plain The cosine.
 * @param hard What the margin made of it.
 * @param lambda λ.
 * @returns Their mean, weighted.
 */
export function softened<Axes extends string>(
  plain: Float<Axes>,
  hard: Float<Axes>,
  lambda: number | Float<"">,
): Float<Axes> {
  if (lambda === 0) return hard;
  return tf.tidy(() => {
    const part = typeof lambda === "number"
      ? tf.scalar(lambda)
      : lambda as tf.Tensor;
    const sum = tf.add(
      hard as unknown as tf.Tensor,
      tf.mul(plain as unknown as tf.Tensor, part),
    );
    return tf.div(sum, tf.add(part, 1)) as unknown as Float<Axes>;
  });
}
