import * as tf from "@tensorflow/tfjs";

/** An update reads the tensors side by side: none may be broadcast. */
export function checkShapes(
  tensors: Readonly<Record<string, tf.Tensor>>,
): void {
  const param = tensors.param!;
  for (const [name, tensor] of Object.entries(tensors)) {
    if (!tf.util.arraysEqual(tensor.shape, param.shape)) {
      throw new RangeError(
        `Cannot update a parameter as ${name} must have its shape [${param.shape}]: current shape is [${tensor.shape}]`,
      );
    }
  }
}
