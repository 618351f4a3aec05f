import * as tf from "@tensorflow/tfjs";
import { assert } from "@std/assert";
import type { Module } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { placedAll } from "./on_engine.ts";

/** Asserts that what a net gives, `of` its output, sends a gradient to each of its first parameters. */
export function assertGradients<In, Out>(
  net: Module<In, Out>,
  input: In,
  of: (output: Out) => tf.Tensor,
): void {
  tf.tidy(() => {
    const { params, state } = net.init(random(1));
    const [held, kept] = [placedAll(params), placedAll(state)];
    const names = Object.keys(held);
    const gradients = tf.grads((...values: tf.Tensor[]) => {
      const now = Object.fromEntries(
        names.map((name, at) => [name, values[at]!]),
      );
      const seed = tf.tensor1d([1, 2], "int32");
      const { output } = net.apply(now, kept, input, { train: true, seed });
      return tf.sum(tf.square(tf.sub(of(output), 0.3)));
    })(Object.values(held));
    gradients.forEach((gradient, at) => {
      const most = tf.max(tf.abs(gradient)).dataSync()[0]!;
      assert(Number.isFinite(most) && most > 0, `${names[at]} gets ${most}`);
    });
  });
}
