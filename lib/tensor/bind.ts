import type * as tf from "@tensorflow/tfjs";

/**
 * Binds axis names to sizes: one name, one size, over all arguments of a call.
 *
 * @param act What is being computed, for the error: a function's name.
 * @param tensors Each argument's name mapped to the tensor and the names of its axes.
 * @returns The size of each axis by its name.
 * @throws {RangeError} If one name meets two sizes; both are named.
 * @throws {TypeError} If a tensor's rank differs from the number of its axis names.
 *
 * @example Two arguments that share an axis
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { bind } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const sizes = bind("sphereLoss", {
 *   embedding: [tf.zeros([4, 8]), "batch embed"],
 *   weight: [tf.zeros([3, 8]), "class embed"],
 * });
 * assertEquals(sizes, { batch: 4, embed: 8, class: 3 });
 * ```
 */
export function bind(
  act: string,
  tensors: Record<string, readonly [tensor: tf.Tensor, axes: string]>,
): Record<string, number> {
  const sizes: Record<string, number> = {};
  const owner: Record<string, string> = {};
  for (const [argument, [tensor, axes]] of Object.entries(tensors)) {
    const names = axes === "" ? [] : axes.split(" ");
    if (names.length !== tensor.rank) {
      throw new TypeError(
        `Cannot compute ${act} as ${argument} must have the axes "${axes}": current shape is [${tensor.shape}]`,
      );
    }
    names.forEach((name, axis) => {
      const size = tensor.shape[axis]!;
      const known = sizes[name];
      if (known === undefined) {
        sizes[name] = size;
        owner[name] = argument;
      } else if (known !== size) {
        throw new RangeError(
          `Cannot compute ${act} as ${
            owner[name]
          } and ${argument} must agree on "${name}": current sizes are ${known} and ${size}`,
        );
      }
    });
  }
  return sizes;
}
