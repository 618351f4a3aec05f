import * as tf from "@tensorflow/tfjs";
import { FLOAT, type RawAttribute, rawOp } from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";

/**
 * The same tensors, none of which is there before all are.
 *
 * A recorded step runs what it can as soon as it can: the first parameters
 * would be updated, into memory of their own, while the pictures of the first
 * layers still wait for their gradients. On tensorflow one op that copies
 * nothing; elsewhere, where ops run in turn, nothing at all. It has no
 * gradient.
 *
 * @param tensors float32, by name.
 * @returns The same by the same names, owned by the caller.
 *
 * @example Values stay
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { registerKernels, together } from "@spherereid/kit/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await tf.setBackend("cpu");
 * registerKernels("cpu");
 * const { a, b } = together({ a: tf.scalar(1), b: tf.ones([2]) });
 * assertEquals([...a.dataSync(), ...b.dataSync()], [1, 1, 1]);
 * ```
 */
export function together<Tensors extends Readonly<Record<string, tf.Tensor>>>(
  tensors: Tensors,
): Tensors {
  const names = Object.keys(tensors);
  const all = Object.values(tensors);
  const isKernel = tf.getKernel("Together", tf.getBackend()) !== undefined;
  const outputs = isKernel && all.length > 0
    ? tf.engine().runKernel(
      "Together",
      Object.fromEntries(all.entries()),
    ) as tf.Tensor[]
    : all.map((tensor) => tf.clone(tensor));
  return Object.fromEntries(
    names.map((name, place) => [name, outputs[place]!]),
  ) as Tensors;
}

/** Registers `Together` on tensorflow: `IdentityN`. Other engines need none. */
export function registerTogether(): void {
  replaceKernel<string, unknown>(
    "Together",
    "tensorflow",
    () => ({ inputs, backend }) => {
      const all = Object.values(inputs);
      return rawOp(backend, "IdentityN", [typesOf(all)], all, all.length);
    },
  );
}

function typesOf(tensors: readonly tf.TensorInfo[]): RawAttribute {
  return { name: "T", type: TYPE, value: tensors.map(() => FLOAT) };
}

/** TF_ATTR_TYPE of TensorFlow's C header. */
const TYPE = 4;
