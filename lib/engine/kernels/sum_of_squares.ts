import * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import type { EngineName } from "./engine_name.ts";
import { FLOAT, rawOp, typeAttribute } from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";

/**
 * The sum of all squares of a tensor, as the clipping of gradients by their norm wants it.
 *
 * One pass on tensorflow. It has no gradient of its own.
 *
 * @param x Any shape.
 * @returns Σ x², a scalar.
 *
 * @example The squared length of a 3-4-5 vector
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { registerKernels, sumOfSquares } from "@spherereid/kit/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await tf.setBackend("cpu");
 * registerKernels("cpu");
 * assertEquals(sumOfSquares(tf.tensor1d([3, 4])).dataSync()[0], 25);
 * ```
 */
export function sumOfSquares(x: tf.Tensor): tf.Scalar {
  return tf.engine().runKernel("SumOfSquares", { x }) as tf.Scalar;
}

/**
 * Registers `SumOfSquares`: twice TensorFlow's `L2Loss`, elsewhere a square and a sum.
 *
 * @param engine The engine.
 */
export function registerSumOfSquares(engine: EngineName): void {
  replaceKernel<"x", unknown>(
    "SumOfSquares",
    engine,
    () => ({ inputs: { x }, backend }) =>
      compose(engine, backend, (run) => {
        if (engine !== "tensorflow") {
          const axis = x.shape.map((_, index) => index);
          const attrs = { axis, keepDims: false };
          return run("Sum", { x: run("Square", { x }) }, attrs);
        }
        const type = [typeAttribute("T", FLOAT)];
        const [half] = rawOp(backend, "L2Loss", type, [x]);
        const whole = run("Add", { a: half!, b: half! });
        half!.dispose();
        return whole;
      }),
  );
}
