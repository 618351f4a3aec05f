import type * as tf from "@tensorflow/tfjs";
import type { BatchNormTrainAttrs } from "./batch_norm_train.ts";
import { compose, type RunKernel } from "./compose.ts";
import type { EngineName } from "./engine_name.ts";
import { replaceKernel } from "./replace_kernel.ts";

/**
 * Registers batch normalisation in training as a composition of the engine's
 * kernels: two passes for the mean and the variance, the gradient in closed form.
 *
 * Kept for the gradient: mean, 1 / sqrt(variance + ε), and nothing.
 *
 * @param engine The engine; any but tensorflow, which has an op.
 */
export function registerBatchNormTrainComposed(engine: EngineName): void {
  replaceKernel<"x" | "gamma" | "beta", BatchNormTrainAttrs>(
    "BatchNormTrain",
    engine,
    () => ({ inputs: { x, gamma, beta }, attrs, backend }) =>
      compose(engine, backend, (run) => {
        const { add, mul, number, channelMean } = arithmetic(run, x.shape);
        const mean = channelMean(x);
        const centred = run("Sub", { a: x, b: mean });
        const biased = channelMean(run("Square", { x: centred }));
        const inverse = run("Rsqrt", { x: add(biased, number(attrs.epsilon)) });
        const y = add(mul(centred, mul(gamma, inverse)), beta);
        const count = rows(x.shape);
        const variance = mul(biased, number(count / Math.max(count - 1, 1)));
        return [
          y,
          mean,
          variance,
          run("Identity", { x: mean }),
          inverse,
          number(0),
        ];
      }),
  );
  replaceKernel<"dy" | "x" | "gamma" | "kept1" | "kept2", BatchNormTrainAttrs>(
    "BatchNormTrainGrad",
    engine,
    () => ({ inputs, backend }) =>
      compose(engine, backend, (run) => {
        const { dy, x, gamma, kept1: mean, kept2: inverse } = inputs;
        const { add, mul, number, channelMean } = arithmetic(run, x.shape);
        const count = number(rows(x.shape));
        const centred = run("Sub", { a: x, b: mean });
        const meanDy = channelMean(dy);
        const meanProduct = mul(channelMean(mul(dy, centred)), inverse);
        // dx = γ/σ (dy − mean(dy) − x̂ mean(dy x̂)) with x̂ = centred/σ
        const scale = mul(gamma, inverse);
        const pull = run("Neg", { x: mul(mul(scale, inverse), meanProduct) });
        const shift = run("Neg", { x: mul(scale, meanDy) });
        const dx = add(add(mul(dy, scale), mul(centred, pull)), shift);
        return [dx, mul(meanProduct, count), mul(meanDy, count)];
      }),
  );
}

function rows(shape: readonly number[]): number {
  return shape.slice(0, -1).reduce((product, size) => product * size, 1);
}

function arithmetic(run: RunKernel, shape: readonly number[]) {
  const [batch, height, width, channels] = shape as [
    number,
    number,
    number,
    number,
  ];
  const number = (value: number) =>
    run("Fill", {}, { shape: [], value, dtype: "float32" });
  const mul = (a: tf.TensorInfo, b: tf.TensorInfo) => run("Multiply", { a, b });
  /** Sums the rows of a matrix: a product with ones, far faster than Sum where that transposes first. */
  const sumRows = (x: tf.TensorInfo, count: number, columns: number) =>
    run("BatchMatMul", {
      a: run("Fill", {}, { shape: [1, count], value: 1, dtype: "float32" }),
      b: run("Reshape", { x }, { shape: [count, columns] }),
    }, { transposeA: false, transposeB: false });
  return {
    number,
    mul,
    add: (a: tf.TensorInfo, b: tf.TensorInfo) => run("Add", { a, b }),
    /** The mean of each channel, summed by columns and then along the row: short sums, small rounding. */
    channelMean: (x: tf.TensorInfo) => {
      const byColumn = sumRows(x, batch * height, width * channels);
      const sum = sumRows(byColumn, width, channels);
      return mul(
        run("Reshape", { x: sum }, { shape: [channels] }),
        number(1 / (batch * height * width)),
      );
    },
  };
}
