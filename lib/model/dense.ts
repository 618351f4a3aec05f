import * as tf from "@tensorflow/tfjs";
import { type Float, float } from "../tensor/mod.ts";
import { filledWith, normalWith } from "./fill.ts";
import { type Layer, layer, take } from "./layer.ts";

/** Options of {@linkcode dense}. */
export interface DenseOptions {
  /** Features of the input. */
  readonly in: number;
  /** Features of the output. */
  readonly out: number;
}

/**
 * A fully connected layer, y = x W + b: `weight` [in, out], `bias` [out].
 *
 * First weights: Kaiming normal with a = 1, sqrt(1 / in), the rule of
 * CoinCheung's SphereReID for its FC; first bias 0.
 *
 * @param name The full name, before ".weight" and ".bias".
 * @param options Sizes.
 * @returns The layer.
 *
 * @example A sum
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { dense } from "@spherereid/kit/model";
 * import { float } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const { output } = dense("fc", { in: 2, out: 1 }).apply(
 *   { "fc.weight": tf.ones([2, 1]), "fc.bias": tf.zeros([1]) },
 *   {},
 *   float(tf.tensor2d([[3, 4]]), "batch feature"),
 *   { train: false },
 * );
 * assertEquals(output.dataSync()[0], 7);
 * ```
 */
export function dense(
  name: string,
  options: DenseOptions,
): Layer<Float<"batch feature">, Float<"batch embed">> {
  const weight = `${name}.weight`, bias = `${name}.bias`;
  return layer(
    {
      [weight]: {
        shape: [options.in, options.out],
        layout: "dense",
        fill: normalWith(Math.sqrt(1 / options.in)),
      },
      [bias]: { shape: [options.out], layout: "plain", fill: filledWith(0) },
    },
    {},
    (params, _state, input) => ({
      output: float(
        tf.add(
          tf.matMul(input, take(params, weight) as tf.Tensor2D),
          take(params, bias),
        ),
        "batch embed",
      ),
      state: {},
    }),
  );
}
