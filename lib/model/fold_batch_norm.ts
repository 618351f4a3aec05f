import * as tf from "@tensorflow/tfjs";
import type { Tensors } from "../tensor/mod.ts";
import { take } from "./layer.ts";
import { type SphereReid, sphereReid } from "./sphere_reid.ts";

/** A network made ready for evaluation. */
export interface FoldedModel {
  /** The network without the backbone's batch norms; it must not be trained. */
  readonly model: SphereReid;
  /** Its parameters; all are the caller's to dispose. */
  readonly params: Tensors;
  /** Its running statistics: the neck's. */
  readonly state: Tensors;
}

/**
 * Folds the batch norms of the backbone into its convolutions: evaluation
 * gives the same embeddings with one op where there were three.
 *
 * Evaluation normalises by numbers that are fixed, so that
 * (w * x + b − mean) · γ / sqrt(variance + ε) + β is a convolution with the
 * weights w · γ / sqrt(variance + ε) and the bias β + (b − mean) · γ /
 * sqrt(variance + ε). The neck stays as it is.
 *
 * @param model The network.
 * @param params Its parameters; others are passed over.
 * @param state Its running statistics.
 * @returns The network for evaluation, its parameters and statistics.
 * @throws {RangeError} If an entry is missing.
 *
 * @example A slim network
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { foldBatchNorm, sphereReid } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import type { HostTensors } from "@spherereid/kit/tensor";
 * import { assert } from "@std/assert";
 *
 * const slim = sphereReid({ width: 1 / 16, embed: 8 });
 * const drawn = slim.init(random(1));
 * const { model, params } = foldBatchNorm(slim, on(drawn.params), on(drawn.state));
 * assert("backbone.conv1.bias" in params && !("backbone.bn1.weight" in params));
 * assert(Object.keys(model.state).every((name) => name.startsWith("neck.")));
 *
 * function on(host: HostTensors): Record<string, tf.Tensor> {
 *   return Object.fromEntries(
 *     Object.entries(host).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]),
 *   );
 * }
 * ```
 */
export function foldBatchNorm(
  model: SphereReid,
  params: Tensors,
  state: Tensors,
): FoldedModel {
  const { backbone, neck } = model;
  const folded = sphereReid({ ...model.options, folded: true });
  const made = tf.tidy(() => {
    const kept: Record<string, tf.Tensor> = {};
    for (const name of Object.keys(neck.params)) {
      kept[name] = tf.clone(take(params, name));
    }
    for (const mean of Object.keys(backbone.state)) {
      if (!mean.endsWith(".running_mean")) continue;
      const norm = mean.slice(0, -".running_mean".length);
      const conv = convolutionOf(norm);
      const scale = tf.mul(
        take(params, `${norm}.weight`),
        tf.rsqrt(
          tf.add(take(state, `${norm}.running_var`), backbone.form.epsilon),
        ),
      );
      const centre = take(state, mean);
      const bias = backbone.form.bias
        ? tf.sub(take(params, `${conv}.bias`), centre)
        : tf.neg(centre);
      kept[`${conv}.weight`] = tf.mul(take(params, `${conv}.weight`), scale);
      kept[`${conv}.bias`] = tf.add(
        tf.mul(bias, scale),
        take(params, `${norm}.bias`),
      );
    }
    const running = Object.keys(neck.state)
      .map((name) => [name, tf.clone(take(state, name))] as const);
    return { params: kept, state: Object.fromEntries(running) };
  });
  return { model: folded, ...made };
}

/** The convolution before a batch norm, as torchvision names both. */
function convolutionOf(norm: string): string {
  return norm.replace(/bn(\d)$/, "conv$1")
    .replace(/downsample\.1$/, "downsample.0");
}
