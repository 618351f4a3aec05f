import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "./engine_name.ts";

/** What a kernel of this folder receives: named tensors, named attributes, the tfjs backend. */
export interface KernelCall<Inputs extends string, Attrs> {
  readonly inputs: Readonly<Record<Inputs, tf.TensorInfo>>;
  readonly attrs: Attrs;
  readonly backend: unknown;
}

/** A kernel: tensors in, one or several tensors out. */
export type Kernel<Inputs extends string, Attrs> = (
  call: KernelCall<Inputs, Attrs>,
) => tf.TensorInfo | tf.TensorInfo[];

/**
 * Registers a kernel for one engine, in place of the one it may have had.
 *
 * The setup of the old kernel is kept, since the new one may fall back on it.
 *
 * @param name The kernel's name in the registry.
 * @param engine The engine.
 * @param make Gives the kernel; receives the one replaced, if there was one.
 */
export function replaceKernel<Inputs extends string, Attrs>(
  name: string,
  engine: EngineName,
  make: (original: Kernel<Inputs, Attrs> | undefined) => Kernel<Inputs, Attrs>,
): void {
  const old = tf.getKernel(name, engine);
  if (old !== undefined) tf.unregisterKernel(name, engine);
  tf.registerKernel({
    ...old,
    kernelName: name,
    backendName: engine,
    kernelFunc: make(
      old?.kernelFunc as unknown as Kernel<Inputs, Attrs> | undefined,
    ) as unknown as tf.KernelFunc,
  });
}
