import * as tf from "@tensorflow/tfjs";
import { type Float, float } from "../tensor/mod.ts";
import { filledWith, normalWith } from "./fill.ts";
import { type Layer, layer, take } from "./layer.ts";

/** A stack of feature maps, one a channel. */
export type Maps = Float<"batch row column channel">;

/** Options of {@linkcode conv}. */
export interface ConvOptions {
  /** Channels of the input. */
  readonly in: number;
  /** Channels of the output. */
  readonly out: number;
  /** Side of the square kernel. @default {1} */
  readonly size?: number;
  /** Step between positions. @default {1} */
  readonly stride?: number;
  /**
   * Zeros on each of the four sides, a number as torch has it: "same" at
   * stride 2 pads below and to the right only, which is another network.
   * @default {0}
   */
  readonly pad?: number;
  /** Whether a bias is added. @default {false} */
  readonly bias?: boolean;
  /** Standard deviation of the first weights. @default {sqrt(2 / (out · size²))} */
  readonly deviation?: number;
}

/**
 * A convolution: `weight` [row, column, in, out], `bias` [out] if asked for.
 *
 * First weights, if not said otherwise: Kaiming normal by fan out,
 * sqrt(2 / (out · size²)), as torchvision's residual nets; first bias 0.
 *
 * @param name The full name, before ".weight" and ".bias".
 * @param options Sizes, stride and padding.
 * @returns The layer.
 *
 * @example Half the size
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { conv } from "@spherereid/kit/model";
 * import { float } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const stem = conv("conv1", { in: 3, out: 8, size: 7, stride: 2, pad: 3 });
 * const image = float(tf.zeros([1, 32, 16, 3]), "batch row column channel");
 * const params = { "conv1.weight": tf.ones([7, 7, 3, 8]) };
 * const { output } = stem.apply(params, {}, image, { train: false });
 * assertEquals(output.shape, [1, 16, 8, 8]);
 * ```
 */
export function conv(name: string, options: ConvOptions): Layer<Maps, Maps> {
  const { size = 1, stride = 1, pad = 0, bias = false } = options;
  const weight = `${name}.weight`;
  const { deviation = Math.sqrt(2 / (options.out * size * size)) } = options;
  return layer(
    {
      [weight]: {
        shape: [size, size, options.in, options.out],
        layout: "conv",
        fill: normalWith(deviation),
      },
      ...(bias
        ? {
          [`${name}.bias`]: {
            shape: [options.out],
            layout: "plain",
            fill: filledWith(0),
          },
        }
        : {}),
    },
    {},
    (params, _state, input) => {
      const kernel = take(params, weight) as tf.Tensor4D;
      const maps = tf.conv2d(input as tf.Tensor4D, kernel, stride, pad);
      return {
        output: float(
          bias ? tf.add(maps, take(params, `${name}.bias`)) : maps,
          "batch row column channel",
        ),
        state: {},
      };
    },
  );
}
