/**
 * Outputs that only the op's own gradient reads, by the op's name: which one.
 * They keep TensorFlow's dtype, and nobody asks for their shape.
 */
export const OPAQUE: Readonly<Record<string, number>> = {
  FusedBatchNormV3: 5,
  _MklNativeMaxPool: 1,
};
