import * as tf from "@tensorflow/tfjs";
import { type EngineName, useEngine } from "../../../lib/engine/mod.ts";
import { random } from "../../../lib/random/mod.ts";
import { assertClose } from "../../_kit/close.ts";

/**
 * Computes tensors on an engine and on cpu and compares them; the engine is the
 * one in use afterwards.
 */
export async function againstCpu(
  engine: EngineName,
  compute: () => Record<string, tf.Tensor>,
  tolerance = 1e-5,
): Promise<void> {
  const wanted = await valuesOn("cpu", compute);
  const got = await valuesOn(engine, compute);
  for (const [name, { shape, values }] of Object.entries(wanted)) {
    const mine = got[name]!;
    if (!tf.util.arraysEqual(mine.shape, shape)) {
      throw new Error(
        `${name} on ${engine} has shape [${mine.shape}], on cpu [${shape}]`,
      );
    }
    assertClose(mine.values, values, tolerance, `${name} on ${engine}`);
  }
}

/** Computes tensors on an engine and gives their values. */
export async function valuesOn(
  engine: EngineName,
  compute: () => Record<string, tf.Tensor>,
): Promise<Record<string, { shape: number[]; values: Float32Array }>> {
  await useEngine(engine);
  const tensors = tf.tidy(() => compute() as tf.TensorContainerObject);
  const result: Record<string, { shape: number[]; values: Float32Array }> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    const { shape } = tensor as tf.Tensor;
    const values = await (tensor as tf.Tensor).data<"float32">();
    result[name] = { shape, values };
  }
  tf.dispose(tensors);
  return result;
}

/** Numbers from the normal distribution, the same for the same name. */
export function noise<Shape extends number[]>(
  name: string,
  ...shape: Shape
): tf.Tensor {
  const { normal } = random(1).split(name);
  const size = shape.reduce((product, axis) => product * axis, 1);
  return tf.tensor(Float32Array.from({ length: size }, normal), shape);
}
