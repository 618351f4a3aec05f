import type { Maps } from "./conv.ts";
import { layer } from "./layer.ts";
import { globalMean } from "./pool.ts";
import type { SphereReid, SphereReidOutput } from "./sphere_reid.ts";

/**
 * A network whose backbone is applied as in evaluation even while the neck
 * trains: it normalises by its running statistics, and these stay as they
 * are. So a frozen backbone gives in training what it gives in evaluation.
 *
 * @param model The network.
 * @returns The same entries; training moves the neck's statistics alone.
 *
 * @example The running statistics of the backbone stay
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useEngine } from "@spherereid/kit/engine";
 * import { restBackbone, sphereReid } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import { float, type HostTensors } from "@spherereid/kit/tensor";
 * import { assert } from "@std/assert";
 *
 * await useEngine("cpu");
 * const model = restBackbone(sphereReid({ width: 1 / 16, embed: 8, dropout: 0 }));
 * const drawn = model.init(random(1));
 * const [params, before] = [on(drawn.params), on(drawn.state)];
 * const image = float(tf.randomUniform([2, 64, 32, 3], 0, 1, "float32", 1), "batch row column channel");
 * const mode = { train: true, seed: tf.tensor1d([1, 2], "int32") } as const;
 * const { state } = model.apply(params, before, image, mode);
 * assert(state["backbone.bn1.running_mean"] === before["backbone.bn1.running_mean"]);
 * assert(state["neck.bn1.running_mean"] !== before["neck.bn1.running_mean"]);
 *
 * function on(host: HostTensors): Record<string, tf.Tensor> {
 *   return Object.fromEntries(
 *     Object.entries(host).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]),
 *   );
 * }
 * ```
 */
export function restBackbone(model: SphereReid): SphereReid {
  const { backbone, neck } = model;
  const resting = layer<Maps, SphereReidOutput>(
    model.params,
    model.state,
    (params, state, image, mode) => {
      const trunk = backbone.apply(params, state, image, { train: false });
      const pooled = globalMean(trunk.output);
      const top = neck.apply(params, state, pooled, mode);
      return {
        output: { pooled, embedding: top.output },
        state: { ...trunk.state, ...top.state },
      };
    },
  );
  return { ...model, ...resting };
}
