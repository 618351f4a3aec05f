import * as tf from "@tensorflow/tfjs";
import { compose } from "./compose.ts";
import {
  convolutionAttributes,
  type ConvolutionAttrs,
  geometry,
  isPadded,
  pad,
} from "./convolution_tensorflow.ts";
import {
  FLOAT,
  intAttribute,
  type RawAttribute,
  rawOp,
  textAttribute,
  typeAttribute,
} from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";

/** The attributes of tfjs's fused convolution. */
interface FusedAttrs extends ConvolutionAttrs {
  readonly activation?: "linear" | "relu" | string;
}

/**
 * Registers tensorflow's convolution with bias and ReLU as one op of oneDNN.
 *
 * The package's own runs three ops and refuses a padding that is a number.
 * TensorFlow's public name for the fused op, `_FusedConv2D`, goes past oneDNN
 * when it is run eagerly (1.5 times as slow for 256 channels, 3x3); oneDNN's own name does not.
 * Where the library is built without it, and for other activations, the three ops remain.
 */
export function registerFusedConvolutionTensorflow(): void {
  replaceKernel<"x" | "filter" | "bias" | "preluActivationWeights", FusedAttrs>(
    "FusedConv2D",
    "tensorflow",
    () => ({ inputs: { x, filter, bias }, attrs, backend }) => {
      const info = geometry(x.shape, filter.shape, attrs);
      return compose("tensorflow", backend, (run) => {
        const image = isPadded(info) ? pad(run, x, info) : x;
        return rawOp(backend, "_MklNativeFusedConv2D", [
          ...convolutionAttributes(info),
          ...fusedAttributes(attrs.activation),
        ], [image, filter, bias])[0]!;
      });
    },
  );
}

function fusedAttributes(activation = "linear"): RawAttribute[] {
  const ops = activation === "relu" ? ["BiasAdd", "Relu"] : ["BiasAdd"];
  return [
    intAttribute("num_args", 1),
    { ...typeAttribute("TArgs", FLOAT), value: [FLOAT] },
    intAttribute("num_host_args", 0),
    { ...textAttribute("fused_ops", ""), value: ops },
    textAttribute("_kernel", "MklNameChangeOp"),
  ];
}
