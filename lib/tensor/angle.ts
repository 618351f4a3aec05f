import * as tf from "@tensorflow/tfjs";
import type { Float } from "./named.ts";

/** The smallest squared sine; keeps the slope of the root finite at 0° and 180°. */
const FLOOR = 1e-12;

/**
 * The sine of an angle between 0 and π from its cosine: sqrt(max(1 − c², 1e-12)).
 *
 * @param cosine cos θ, any shape; values outside [-1, 1] by rounding count as ±1.
 * @returns sin θ, at least 1e-6, same shape.
 *
 * @example The sine of 90°
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { float, sine } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sine(float(tf.scalar(0), "")).dataSync()[0], 1);
 * ```
 */
export function sine<Axes extends string>(cosine: Float<Axes>): Float<Axes> {
  return tf.tidy(() =>
    tf.sqrt(
      tf.maximum(tf.sub(1, tf.square(cosine as unknown as tf.Tensor)), FLOOR),
    ) as unknown as Float<Axes>
  );
}

/**
 * The angle θ in radians, 0 to π, from its cosine: atan2(sin θ, cos θ).
 *
 * `tf.acos` is NaN at 1.0000001, which float32 cosines reach, and its slope is
 * infinite at ±1; this one is finite everywhere, and exact to about 1e-6 near
 * 0 and π.
 *
 * @param cosine cos θ, any shape.
 * @returns θ in radians, same shape.
 *
 * @example A right angle
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { angle, float } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const theta = angle(float(tf.scalar(0), "")).dataSync()[0]!;
 * assertAlmostEquals(theta, Math.PI / 2, 1e-6);
 * ```
 */
export function angle<Axes extends string>(cosine: Float<Axes>): Float<Axes> {
  return tf.tidy(() =>
    tf.atan2(
      sine(cosine) as unknown as tf.Tensor,
      cosine as unknown as tf.Tensor,
    ) as unknown as Float<Axes>
  );
}
