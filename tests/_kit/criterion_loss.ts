import * as tf from "@tensorflow/tfjs";
import type { Criterion } from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  type Float,
  float,
  type Int,
  type Tensors,
} from "../../lib/tensor/mod.ts";
import { inputsAt, type RowLoss } from "./loss_case.ts";
import { placedAll } from "./on_engine.ts";

/** What a criterion is given: all parameters, the first state, step 0's inputs, and a batch. */
export interface Given {
  readonly params: Tensors;
  readonly state: Tensors;
  readonly inputs: Tensors;
  readonly embedding: Float<"batch embed">;
  readonly label: Int<"batch">;
}

/**
 * Applies a criterion; the pooled feature is the embedding.
 *
 * @param criterion The criterion.
 * @param given Parameters, state and batch.
 * @returns What it gives.
 */
export function apply(
  criterion: Criterion,
  { params, state, inputs, embedding, label }: Given,
): ReturnType<Criterion["apply"]> {
  const pooled = float(embedding as tf.Tensor, "batch feature");
  return criterion.apply(params, state, { pooled, embedding }, label, inputs);
}

/**
 * The first parameters, state and inputs of a criterion, its centres replaced
 * by given ones; where a class has several, by them and their opposites.
 */
export function begun(
  criterion: Criterion,
  weight: tf.Tensor,
): Pick<Given, "params" | "state" | "inputs"> {
  const [classes, embed] = weight.shape as [number, number];
  const sizes = { classes, embed, feature: embed };
  const first = criterion.init(random(1), sizes);
  // The centres of a class with several have no name to log angles by.
  const name = criterion.centres ?? "loss.weight";
  const { [name]: drawn, ...rest } = first.params;
  const own = drawn?.shape.length === 3
    ? bothWays(weight, drawn.shape[1]!)
    : weight;
  return {
    params: { ...placedAll(rest), ...(drawn ? { [name]: own } : {}) },
    state: placedAll(first.state),
    inputs: inputsAt(criterion, 0),
  };
}

/** Several centres a class of one: itself, its opposite, itself again and so on. */
function bothWays(weight: tf.Tensor, count: number): tf.Tensor {
  const ways = Array.from({ length: count }, (_, i) => i % 2 === 0 ? 1 : -1);
  return tf.tidy(() => tf.stack(ways.map((way) => tf.mul(weight, way)), 1));
}

/**
 * A criterion as a loss of rows, centres and labels, in its first state. One
 * without centres has a gradient of 0 with respect to them.
 *
 * @param criterion The criterion.
 * @returns The loss.
 */
export function lossOf(criterion: Criterion): RowLoss {
  return (embedding, weight, label) =>
    tf.tidy(() => {
      const start = begun(criterion, weight as tf.Tensor);
      const { perSample } = apply(criterion, { ...start, embedding, label });
      if (criterion.centres !== null) return perSample;
      const nothing = tf.mul(tf.sum(weight as tf.Tensor), 0);
      return float(tf.add(perSample as tf.Tensor, nothing), "batch");
    });
}
