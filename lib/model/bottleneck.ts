import * as tf from "@tensorflow/tfjs";
import { float } from "../tensor/mod.ts";
import type { ConvOptions, Maps } from "./conv.ts";
import { convNorm } from "./conv_norm.ts";
import type { Form } from "./form.ts";
import { joinEntries, type Layer, layer } from "./layer.ts";
import { sequence } from "./sequence.ts";

/** Options of {@linkcode bottleneck}. */
export interface BottleneckOptions {
  /** Channels of the input. */
  readonly in: number;
  /** Channels of the inner two convolutions; the output has four times as many. */
  readonly inner: number;
  /** Step of the block. @default {1} */
  readonly stride?: number;
  /** Where the stride sits, epsilon and biases. */
  readonly form: Form;
  /** Starts the last batch norm at 0, so that the block begins as its shortcut. @default {false} */
  readonly zeroResidual?: boolean;
  /** Whether batch norms are folded into the convolutions. @default {false} */
  readonly folded?: boolean;
}

/**
 * The residual block of ResNet-50: 1x1, 3x3 and 1x1 convolutions, each with
 * batch norm, added to the input, then ReLU. Where the shape changes, the
 * input passes a 1x1 convolution with batch norm first ("downsample").
 *
 * Paper: arXiv 1512.03385. Names are torchvision's: conv1, bn1, conv2, bn2,
 * conv3, bn3, downsample.0, downsample.1.
 *
 * @param name The full name, as "layer1.0".
 * @param options Sizes, stride and form.
 * @returns The layer.
 *
 * @example Four times the inner channels
 * ```ts
 * import { bottleneck, formOf } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const block = bottleneck("layer1.0", { in: 64, inner: 64, form: formOf("torchvision") });
 * assertEquals(block.params["layer1.0.conv3.weight"]?.shape, [1, 1, 64, 256]);
 * ```
 */
export function bottleneck(
  name: string,
  options: BottleneckOptions,
): Layer<Maps, Maps> {
  const { inner, stride = 1, form, zeroResidual = false } = options;
  const { folded = false } = options;
  const out = 4 * inner;
  const first = form.strideIn === "1x1" ? stride : 1;
  const one = normed("1", { in: options.in, out: inner, stride: first });
  const two = normed("2", {
    in: inner,
    out: inner,
    size: 3,
    stride: stride / first,
    pad: 1,
  });
  const three = normed("3", { in: inner, out }, zeroResidual ? 0 : 1);
  const shortcut = stride === 1 && options.in === out
    ? sequence<Maps>([])
    : normed(
      undefined,
      { in: options.in, out, stride },
    );
  const parts = [one, two, three, shortcut];
  return layer(
    joinEntries(parts.map(({ params }) => params)),
    joinEntries(parts.map(({ state }) => state)),
    (params, state, input, mode) => {
      const a = one.apply(params, state, input, mode);
      const b = two.apply(params, state, a.output, mode);
      const c = three.apply(params, state, b.output, mode);
      const d = shortcut.apply(params, state, input, mode);
      return {
        output: float(
          tf.relu(tf.add(c.output, d.output)),
          "batch row column channel",
        ),
        state: { ...a.state, ...b.state, ...c.state, ...d.state },
      };
    },
  );

  /** Convolution and batch norm, numbered; without a number, the shortcut's. ReLU follows the first two. */
  function normed(
    number: string | undefined,
    sizes: ConvOptions,
    start = 1,
  ) {
    const [weights, norm] = number === undefined
      ? ["downsample.0", "downsample.1"]
      : [`conv${number}`, `bn${number}`];
    return convNorm({
      ...sizes,
      conv: `${name}.${weights}`,
      norm: `${name}.${norm}`,
      bias: form.bias,
      epsilon: form.epsilon,
      start,
      relu: number === "1" || number === "2",
      folded,
    });
  }
}
