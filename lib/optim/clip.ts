import * as tf from "@tensorflow/tfjs";
import { sumOfSquares } from "../engine/kernels/mod.ts";

/** Keeps the factor finite where all gradients are zero; torch's constant. */
const FLOOR = 1e-6;

/**
 * Scales all gradients alike so that their common length stays below a limit:
 * each is multiplied by min(1, max / (norm + 1e-6)), the norm being that of
 * all entries of all gradients together. This is torch's `clip_grad_norm_`.
 *
 * Nothing is read back to the host.
 *
 * @param gradients The gradients by the name of their parameter.
 * @param max The largest length.
 * @returns New gradients, and the length before clipping as a scalar tensor.
 * @throws {RangeError} If the limit is not above 0, or there is no gradient.
 *
 * @example A gradient of length 5 cut to 1
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { registerKernels } from "@spherereid/kit/kernels";
 * import { clipByNorm } from "@spherereid/kit/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await tf.setBackend("cpu");
 * registerKernels("cpu"); // as useEngine does
 * const { gradients, norm } = clipByNorm({ a: tf.scalar(3), b: tf.scalar(4) }, 1);
 * assertAlmostEquals(norm.dataSync()[0]!, 5, 1e-6);
 * assertAlmostEquals(gradients.a!.dataSync()[0]!, 0.6, 1e-6);
 * ```
 */
export function clipByNorm(
  gradients: Readonly<Record<string, tf.Tensor>>,
  max: number,
): { gradients: Record<string, tf.Tensor>; norm: tf.Scalar } {
  checkLimit("norm", max);
  const names = Object.keys(gradients);
  if (names.length === 0) {
    throw new RangeError(
      "Cannot clip gradients by norm as there must be at least one gradient: there are none",
    );
  }
  return tf.tidy(() => {
    const squares = names.map((name) => sumOfSquares(gradients[name]!));
    const norm = tf.sqrt(tf.addN(squares)) as tf.Scalar;
    const factor = tf.minimum(tf.div(max, tf.add(norm, FLOOR)), 1);
    return {
      gradients: Object.fromEntries(
        names.map((name) => [name, tf.mul(gradients[name]!, factor)]),
      ),
      norm,
    };
  });
}

/**
 * Cuts each entry of each gradient to [−limit, limit]; torch's
 * `clip_grad_value_`.
 *
 * @param gradients The gradients by the name of their parameter.
 * @param limit The largest size of an entry.
 * @returns New gradients.
 * @throws {RangeError} If the limit is not above 0.
 *
 * @example Only the large entry changes
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { clipByValue } from "@spherereid/kit/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const { a } = clipByValue({ a: tf.tensor1d([-3, 0.5]) }, 1);
 * assertEquals([...a!.dataSync()], [-1, 0.5]);
 * ```
 */
export function clipByValue(
  gradients: Readonly<Record<string, tf.Tensor>>,
  limit: number,
): Record<string, tf.Tensor> {
  checkLimit("value", limit);
  return tf.tidy(() =>
    Object.fromEntries(
      Object.entries(gradients).map((
        [name, gradient],
      ) => [name, tf.clipByValue(gradient, -limit, limit)]),
    )
  );
}

function checkLimit(kind: string, limit: number): void {
  if (!(limit > 0)) {
    throw new RangeError(
      `Cannot clip gradients by ${kind} as the limit must be above 0: current limit is ${limit}`,
    );
  }
}
