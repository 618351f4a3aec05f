import type * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import {
  convolutionAttributes,
  type ConvolutionAttrs,
  geometry,
  isPadded,
  pad,
} from "./convolution_geometry.ts";
import { hasOneDnn, ONE_DNN } from "./one_dnn.ts";
import {
  FLOAT,
  intAttribute,
  type RawAttribute,
  rawOp,
  textAttribute,
  typeAttribute,
} from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";
import { isWinograd } from "./winograd_tensorflow.ts";

/** The attributes of tfjs's fused convolution. */
interface FusedAttrs extends ConvolutionAttrs {
  readonly activation?: "linear" | "relu" | string;
}

/** tfjs's inputs of it. */
type FusedInputs = "x" | "filter" | "bias" | "preluActivationWeights";

/**
 * Registers tensorflow's convolution with bias and ReLU as one op of oneDNN.
 *
 * The package's own runs three ops and refuses a padding that is a number.
 * TensorFlow's public name for the fused op, `_FusedConv2D`, goes past oneDNN
 * when it is run eagerly (1.5 times as slow for 256 channels, 3x3); oneDNN's
 * own name does not. Three ops remain where the library is built without oneDNN
 * and where Winograd's products save more; other activations are the package's.
 */
export function registerFusedConvolutionTensorflow(): void {
  const isOneDnn = hasOneDnn();
  replaceKernel<FusedInputs, FusedAttrs>(
    "FusedConv2D",
    "tensorflow",
    (original) => (call) => {
      const { inputs: { x, filter, bias }, attrs, backend } = call;
      const { activation = "linear" } = attrs;
      if (bias === undefined || !["linear", "relu"].includes(activation)) {
        return original!(call);
      }
      const info = geometry(x.shape, filter.shape, attrs);
      return compose("tensorflow", backend, (run) => {
        if (!isOneDnn || isWinograd(info)) {
          const maps = run("Conv2D", { x, filter }, { ...attrs });
          const sum = run("Add", { a: maps, b: bias });
          return activation === "relu" ? run("Relu", { x: sum }) : sum;
        }
        const image = isPadded(info) ? pad(run, x, info) : x;
        return convolve(backend, info, activation, [image, filter, bias]);
      });
    },
  );
}

function convolve(
  backend: unknown,
  info: tf.backend_util.Conv2DInfo,
  activation: string,
  inputs: readonly tf.TensorInfo[],
): tf.Tensor {
  return rawOp(backend, "_MklNativeFusedConv2D", [
    ...convolutionAttributes(info),
    ...fusedAttributes(activation),
  ], inputs)[0]!;
}

function fusedAttributes(activation: string): RawAttribute[] {
  const ops = activation === "relu" ? ["BiasAdd", "Relu"] : ["BiasAdd"];
  return [
    intAttribute("num_args", 1),
    { ...typeAttribute("TArgs", FLOAT), value: [FLOAT] },
    intAttribute("num_host_args", 0),
    { ...textAttribute("fused_ops", ""), value: ops },
    ONE_DNN,
  ];
}
