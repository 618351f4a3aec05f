/**
 * Tensors whose axes have names, and the dangerous arithmetic of the sphere,
 * written once: lengths without NaN at zero, angles without a pole at ±1.
 *
 * @module
 */
export * from "./angle.ts";
export * from "./bind.ts";
export * from "./cosine.ts";
export * from "./named.ts";
export * from "./row_length.ts";
export * from "./tensors.ts";
export * from "./unit.ts";
