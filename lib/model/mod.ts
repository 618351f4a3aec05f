/**
 * Networks as records of functions: `init` draws, `apply` computes, and
 * parameters and state are flat records that the caller owns.
 *
 * Why not `tf.layers`: its batch norm has other defaults (ε 1e-3, momentum
 * 0.99) and moves the running variance by the biased one, and it pads only
 * "same" or "valid", so weights from torch would not give torch's numbers.
 * Names, padding and running statistics here are torchvision's.
 *
 * Training uses kernels that `useEngine` of the engine folder registers;
 * evaluation runs on any backend as it is.
 *
 * Every module here is a {@linkcode Layer}: a {@linkcode Module} that also
 * lists its entries, so that shapes, counts and the order of axes in files are
 * known before anything is allocated.
 *
 * ONNX files are written by a few lines of our own: a library for protobuf
 * would want ONNX's whole schema, and a copy of the weights.
 *
 * @module
 */
export * from "./batch_norm.ts";
export * from "./bottleneck.ts";
export * from "./conv.ts";
export * from "./dense.ts";
export * from "./digit_net.ts";
export * from "./dropout.ts";
export * from "./fill.ts";
export * from "./fold_batch_norm.ts";
export * from "./form.ts";
export * from "./keypoint_net.ts";
export * from "./layer.ts";
export * from "./module.ts";
export * from "./neck.ts";
export * from "./number_kind.ts";
export * from "./onnx/onnx_model.ts";
export * from "./outline.ts";
export * from "./pool.ts";
export * from "./read_part.ts";
export * from "./resnet50.ts";
export * from "./rest_backbone.ts";
export * from "./safetensors.ts";
export * from "./sequence.ts";
export * from "./sphere_reid.ts";
export * from "./system_fault.ts";
export * from "./weights.ts";
