import * as tf from "@tensorflow/tfjs";
import { angle, type Float } from "../tensor/mod.ts";
import { falling } from "./falling.ts";

/**
 * The cosine of m angles, made to fall all the way from 0 to π.
 *
 * ```math
 * \psi(\theta) = (-1)^k \cos(m\theta) - 2k, \quad \theta \in \left[\frac{k\pi}{m}, \frac{(k+1)\pi}{m}\right]
 * ```
 *
 * ψ(θ) = (−1)^k · cos(mθ) − 2k, with θ between kπ/m and (k + 1)π/m.
 *
 * Paper: L-Softmax, arXiv 1612.02295, eq. (6), by a comment in
 * pytorch-metric-learning's source. Symbols:
 * θ = the angle, m = times, k = 0 … m − 1.
 * Departs: k never becomes m, as it does at θ = π where it is computed as
 * ⌊mθ/π⌋; so ψ(π) = 1 − 2m. cos(mθ) is Chebyshev's polynomial of cos θ, and k
 * counts the bounds cos(iπ/m) passed: no angle, so no pole at ±1.
 *
 * ψ and its slope are continuous; k itself has none.
 *
 * @param cosine cos θ, any shape.
 * @param times m, a whole number from 1; 1 gives cos θ back.
 * @returns ψ, between 1 − 2m and 1, same shape.
 * @throws {RangeError} If times is not a whole number from 1.
 *
 * @example Four times a right angle
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { psi } from "@spherereid/kit/loss";
 * import { float } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(psi(float(tf.scalar(0), ""), 4).dataSync()[0], -3);
 * ```
 */
export function psi<Axes extends string>(
  cosine: Float<Axes>,
  times: number,
): Float<Axes> {
  checkTimes(times);
  return tf.tidy(() => {
    const c = cosine as unknown as tf.Tensor;
    const half = Array.from(
      { length: times - 1 },
      (_, i) => (i + 1) * Math.PI / times,
    );
    const turned = falling(c, multiple(c, times), half);
    return turned as unknown as Float<Axes>;
  });
}

/** cos(mθ) of cos θ: Chebyshev's T_m by T_n+1 = 2c T_n − T_n−1. */
function multiple(cosine: tf.Tensor, times: number): tf.Tensor {
  let before: tf.Tensor = tf.onesLike(cosine);
  let now = tf.clone(cosine);
  for (let n = 1; n < times; n++) {
    [before, now] = [now, tf.sub(tf.mul(tf.mul(cosine, 2), now), before)];
  }
  return now;
}

/** Refuses an m of which ψ has no pieces. */
function checkTimes(times: number): void {
  if (Number.isInteger(times) && times >= 1) return;
  throw new RangeError(
    `Cannot compute psi as times must be a whole number from 1: current times is ${times}`,
  );
}

/**
 * The cosine of m angles, flat once they pass π: cos(min(mθ, π)).
 *
 * Paper: SphereFace-R's first version, as its authors' OpenSphere has it; the
 * paper was not read. Symbols: θ = the angle, m = times.
 *
 * Beyond θ = π/m its slope is 0: such a sample learns of the other classes only.
 *
 * @param cosine cos θ, any shape.
 * @param times m, at least 1; need not be whole.
 * @returns Between −1 and 1, same shape.
 * @throws {RangeError} If times is below 1 or not finite.
 *
 * @example Beyond half a turn
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { psiClamped } from "@spherereid/kit/loss";
 * import { float } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const right = float(tf.scalar(0), "");
 * assertAlmostEquals(psiClamped(right, 3).dataSync()[0]!, -1, 1e-6);
 * ```
 */
export function psiClamped<Axes extends string>(
  cosine: Float<Axes>,
  times: number,
): Float<Axes> {
  if (!(times >= 1 && times < Infinity)) {
    throw new RangeError(
      `Cannot compute psiClamped as times must be at least 1 and finite: current times is ${times}`,
    );
  }
  return tf.tidy(() => {
    const theta = angle(cosine) as unknown as tf.Tensor;
    const turned = tf.minimum(tf.mul(theta, times), Math.PI);
    return tf.cos(turned) as unknown as Float<Axes>;
  });
}
