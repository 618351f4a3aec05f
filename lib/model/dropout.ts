import * as tf from "@tensorflow/tfjs";
import { statelessUniform } from "../engine/kernels/mod.ts";
import { type Layer, layer } from "./layer.ts";

/** Options of {@linkcode dropout}. */
export interface DropoutOptions {
  /** The part of the values that is dropped, in [0, 1). */
  readonly rate: number;
  /** Sets this layer's draws apart from other layers' of the same step. */
  readonly stream: number;
}

/**
 * Inverted dropout: while training, a value is zeroed with probability `rate`
 * and otherwise divided by 1 − rate; evaluation changes nothing.
 *
 * The draws are a function of the step's seed and the layer's stream alone, so
 * that a resumed run drops what an uninterrupted one does.
 *
 * @param options Rate and stream.
 * @returns The layer, without parameters.
 * @throws {RangeError} If the rate lies outside [0, 1).
 *
 * @example Evaluation keeps all
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { dropout } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const drop = dropout<tf.Tensor>({ rate: 0.5, stream: 0 });
 * const { output } = drop.apply({}, {}, tf.ones([4]), { train: false });
 * assertEquals([...output.dataSync()], [1, 1, 1, 1]);
 * ```
 */
export function dropout<Rows extends tf.Tensor>(
  options: DropoutOptions,
): Layer<Rows, Rows> {
  const { rate, stream } = options;
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(
      `Cannot drop out as the rate must be at least 0 and below 1: current rate is ${rate}`,
    );
  }
  return layer<Rows, Rows>({}, {}, (_params, _state, input, mode) => {
    if (!mode.train || rate === 0) return { output: input, state: {} };
    const draws = statelessUniform(input.shape, mode.seed, stream);
    const kept = tf.cast(tf.greaterEqual(draws, rate), "float32");
    const output = tf.mul(input, tf.mul(kept, 1 / (1 - rate)));
    return { output: output as tf.Tensor as Rows, state: {} };
  });
}
