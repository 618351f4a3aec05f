import * as tf from "@tensorflow/tfjs";
import { INT32, intAttribute, rawOp, typeAttribute } from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";

interface GatherAttrs {
  readonly axis: number;
  readonly batchDims: number;
}

interface TypedBackend {
  typeAttributeFromTensor(tensor: tf.TensorInfo): number;
}

/**
 * Registers tensorflow's `GatherV2` without the package's look at the indices:
 * it waits for them, and a recorded step has none yet. On the processor
 * TensorFlow itself refuses one that is out of range.
 */
export function registerGatherTensorflow(): void {
  replaceKernel<"x" | "indices", GatherAttrs>(
    "GatherV2",
    "tensorflow",
    () => ({ inputs: { x, indices }, attrs, backend }) => {
      const { axis, batchDims } = attrs;
      const place = tf.scalar(axis, "int32");
      const type = (tensor: tf.TensorInfo) =>
        (backend as TypedBackend).typeAttributeFromTensor(tensor);
      try {
        return rawOp(backend, "GatherV2", [
          intAttribute("batch_dims", batchDims),
          typeAttribute("Tparams", type(x)),
          typeAttribute("Tindices", type(indices)),
          typeAttribute("Taxis", INT32),
        ], [x, indices, place])[0]!;
      } finally {
        place.dispose();
      }
    },
  );
}
