import * as tf from "@tensorflow/tfjs";
import { float } from "../tensor/mod.ts";
import { batchNorm } from "./batch_norm.ts";
import { conv, type ConvOptions, type Maps } from "./conv.ts";
import { type Layer, layer, take } from "./layer.ts";
import { sequence } from "./sequence.ts";

/** A convolution with batch norm, within a network. */
export interface ConvNormOptions extends ConvOptions {
  /** The convolution's full name. */
  readonly conv: string;
  /** The batch norm's full name. */
  readonly norm: string;
  /** Added to the variance, ε. */
  readonly epsilon: number;
  /** What the batch norm's weights start at. */
  readonly start?: number;
  /** Whether ReLU follows. */
  readonly relu: boolean;
  /** Whether the batch norm lies in the convolution's weights and bias. */
  readonly folded: boolean;
}

/** A convolution, batch norm and ReLU: three ops, or one once the norm is folded. */
export function convNorm(options: ConvNormOptions): Layer<Maps, Maps> {
  const { relu, folded, epsilon, start } = options;
  if (folded) return foldedConv(options);
  const both = sequence<Maps>([
    conv(options.conv, options),
    batchNorm(options.norm, { features: options.out, epsilon, weight: start }),
  ]);
  if (!relu) return both;
  return layer(both.params, both.state, (params, state, input, mode) => {
    const applied = both.apply(params, state, input, mode);
    const output = float(
      tf.relu(applied.output),
      "batch row column channel",
    );
    return { output, state: applied.state };
  });
}

function foldedConv(options: ConvNormOptions): Layer<Maps, Maps> {
  const { stride = 1, pad = 0 } = options;
  const { params } = conv(options.conv, { ...options, bias: true });
  return layer(params, {}, (params, _state, input) => ({
    output: float(
      tf.fused.conv2d({
        x: input as tf.Tensor4D,
        filter: take(params, `${options.conv}.weight`) as tf.Tensor4D,
        bias: take(params, `${options.conv}.bias`),
        strides: stride,
        pad,
        activation: options.relu ? "relu" : "linear",
      }),
      "batch row column channel",
    ),
    state: {},
  }));
}
