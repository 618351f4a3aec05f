import * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import type { EngineName } from "./engine_name.ts";
import { FLOAT, rawOp, typeAttribute } from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";

/**
 * Registers the kernel `ReluGrad` (dy where y > 0, else 0) and the gradient of
 * `Relu` that uses it.
 *
 * tfjs keeps the input of a Relu for its gradient; this keeps the output, which
 * the next layer keeps anyway, so that the input can go. On tensorflow it is the
 * op of that name, elsewhere dy · step(y).
 *
 * @param engine The engine.
 */
export function registerReluGrad(engine: EngineName): void {
  replaceKernel<"dy" | "y", unknown>(
    "ReluGrad",
    engine,
    () =>
      engine === "tensorflow"
        ? ({ inputs, backend }) =>
          rawOp(backend, "ReluGrad", [typeAttribute("T", FLOAT)], [
            inputs.dy,
            inputs.y,
          ])[0]!
        : ({ inputs, backend }) =>
          compose(engine, backend, (run) =>
            run("Multiply", {
              a: inputs.dy,
              b: run("Step", { x: inputs.y }, { alpha: 0 }),
            })),
  );
  tf.registerGradient({
    kernelName: "Relu",
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => reluGrad(dy as tf.Tensor, y!) }),
  });
}

/** The gradient is registered for every engine; one whose kernels were not registered takes the plain way. */
function reluGrad(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return tf.getKernel("ReluGrad", tf.getBackend()) === undefined
    ? tf.mul(dy, tf.step(y))
    : tf.engine().runKernel("ReluGrad", { dy, y }) as tf.Tensor;
}
