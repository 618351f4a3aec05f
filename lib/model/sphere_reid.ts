import type { Float } from "../tensor/mod.ts";
import type { Maps } from "./conv.ts";
import type { FormName } from "./form.ts";
import { joinEntries, type Layer, layer } from "./layer.ts";
import { type Neck, neck, type NeckName } from "./neck.ts";
import { globalMean } from "./pool.ts";
import { type ResNet50, resnet50 } from "./resnet50.ts";

/** Options of {@linkcode sphereReid}: all of them plain data, so that a checkpoint can hold them. */
export interface SphereReidOptions {
  /** How the backbone is written; see {@linkcode FormName}. @default {"torchvision"} */
  readonly form?: FormName;
  /** Stride of the backbone's last stage. @default {2} */
  readonly lastStride?: 1 | 2;
  /** Multiplies the backbone's channels. @default {1} */
  readonly width?: number;
  /**
   * Starts the last batch norm of each backbone block at 0, so that the network begins
   * shallow (torchvision's zero_init_residual; arXiv 1706.02677): from random
   * weights it learns sooner. @default {false}
   */
  readonly zeroResidual?: boolean;
  /**
   * Whether the backbone's batch norms are folded into its convolutions: for
   * evaluation alone; {@linkcode foldBatchNorm} gives the weights.
   * @default {false}
   */
  readonly folded?: boolean;
  /** What follows the pooled feature; see {@linkcode NeckName}. @default {"D"} */
  readonly neck?: NeckName;
  /** Features of the embedding, in necks B, C and D. @default {1024} */
  readonly embed?: number;
  /** Part of the pooled feature dropped in neck D. @default {0.5} */
  readonly dropout?: number;
}

/** What the network gives of an image. */
export interface SphereReidOutput {
  /** The mean of the backbone's last maps. */
  readonly pooled: Float<"batch feature">;
  /** The embedding as it leaves the neck, of any length; `unit` belongs to the losses that want it. */
  readonly embedding: Float<"batch embed">;
}

/** The network of SphereReID and its parts. */
export interface SphereReid extends Layer<Maps, SphereReidOutput> {
  /** What it was made of. */
  readonly options: SphereReidOptions;
  /** Names begin with "backbone.". */
  readonly backbone: ResNet50;
  /** Names begin with "neck.". */
  readonly neck: Neck;
}

/**
 * The network of SphereReID: ResNet-50, global mean, neck.
 *
 * Names: "backbone." before torchvision's ("backbone.conv1.weight",
 * "backbone.layer1.0.bn1.running_mean"), "neck." before bn1, fc and bn2
 * ("neck.fc.weight"). Paper: arXiv 1807.00537.
 *
 * @param options Form, sizes and neck.
 * @returns The layer and its parts.
 * @throws {RangeError} If an option is out of range.
 *
 * @example An embedding
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { sphereReid } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import { float, type HostTensors } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const model = sphereReid({ width: 1 / 16, embed: 8 });
 * const drawn = model.init(random(1));
 * const image = float(tf.zeros([2, 64, 32, 3]), "batch row column channel");
 * const { output } = model.apply(on(drawn.params), on(drawn.state), image, { train: false });
 * assertEquals(output.pooled.shape, [2, 128]);
 * assertEquals(output.embedding.shape, [2, 8]);
 *
 * function on(host: HostTensors): Record<string, tf.Tensor> {
 *   return Object.fromEntries(
 *     Object.entries(host).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]),
 *   );
 * }
 * ```
 */
export function sphereReid(options: SphereReidOptions = {}): SphereReid {
  const { form, lastStride, width, zeroResidual, folded } = options;
  const backbone = resnet50({
    form,
    lastStride,
    width,
    zeroResidual,
    folded,
    prefix: "backbone.",
  });
  const head = neck("neck.", {
    neck: options.neck,
    in: backbone.features,
    embed: options.embed,
    dropout: options.dropout,
  });
  const whole = layer<Maps, SphereReidOutput>(
    joinEntries([backbone.params, head.params]),
    joinEntries([backbone.state, head.state]),
    (params, state, image, mode) => {
      const trunk = backbone.apply(params, state, image, mode);
      const pooled = globalMean(trunk.output);
      const top = head.apply(params, state, pooled, mode);
      return {
        output: { pooled, embedding: top.output },
        state: { ...trunk.state, ...top.state },
      };
    },
  );
  return { ...whole, options, backbone, neck: head };
}
