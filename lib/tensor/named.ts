import type * as tf from "@tensorflow/tfjs";

declare const AXES: unique symbol;
declare const DTYPE: unique symbol;

type Words<S extends string> = S extends "" ? []
  : S extends `${infer Head} ${infer Tail}` ? [Head, ...Words<Tail>]
  : [S];

interface ByRank {
  0: tf.Scalar;
  1: tf.Tensor1D;
  2: tf.Tensor2D;
  3: tf.Tensor3D;
  4: tf.Tensor4D;
  5: tf.Tensor5D;
}

type OfRank<N extends number> = N extends keyof ByRank ? ByRank[N] : never;

type Named<Axes extends string, Type extends "float32" | "int32"> =
  & OfRank<Words<Axes>["length"]>
  & { readonly [AXES]: Axes; readonly [DTYPE]: Type };

/**
 * A float32 tensor whose axes have names: `Float<"batch embed">` is a
 * `tf.Tensor2D`, `Float<"">` a scalar. Names are separated by single spaces.
 *
 * The names exist for the compiler alone; {@linkcode float} gives them,
 * {@linkcode bind} compares sizes behind them.
 */
export type Float<Axes extends string> = Named<Axes, "float32">;

/** An int32 tensor whose axes have names; labels are `Int<"batch">`. */
export type Int<Axes extends string> = Named<Axes, "int32">;

/**
 * Gives a float32 tensor the names of its axes.
 *
 * @param tensor Any tensor of dtype float32.
 * @param axes The names, separated by single spaces; "" for a scalar.
 * @returns The same tensor, typed.
 * @throws {TypeError} If the dtype is not float32 or the rank differs from the number of names.
 *
 * @example Name an embedding
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { float } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const embedding = float(tf.ones([4, 8]), "batch embed");
 * assertEquals(embedding.rank, 2);
 * ```
 */
export function float<const Axes extends string>(
  tensor: tf.Tensor,
  axes: Axes,
): Float<Axes> {
  return named(tensor, axes, "float32") as unknown as Float<Axes>;
}

/**
 * Gives an int32 tensor the names of its axes.
 *
 * @param tensor Any tensor of dtype int32.
 * @param axes The names, separated by single spaces; "" for a scalar.
 * @returns The same tensor, typed.
 * @throws {TypeError} If the dtype is not int32 or the rank differs from the number of names.
 *
 * @example Name labels
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { int } from "@spherereid/kit/tensor";
 * import { assertEquals } from "@std/assert";
 *
 * const label = int(tf.tensor1d([0, 0, 1, 1], "int32"), "batch");
 * assertEquals(label.shape, [4]);
 * ```
 */
export function int<const Axes extends string>(
  tensor: tf.Tensor,
  axes: Axes,
): Int<Axes> {
  return named(tensor, axes, "int32") as unknown as Int<Axes>;
}

function named(
  tensor: tf.Tensor,
  axes: string,
  dtype: "float32" | "int32",
): tf.Tensor {
  if (tensor.dtype !== dtype) {
    throw new TypeError(
      `Cannot name a tensor "${axes}" as its dtype must be ${dtype}: current dtype is ${tensor.dtype}`,
    );
  }
  const rank = axes === "" ? 0 : axes.split(" ").length;
  if (tensor.rank !== rank) {
    throw new TypeError(
      `Cannot name a tensor "${axes}" as its rank must be ${rank}: current shape is [${tensor.shape}]`,
    );
  }
  return tensor;
}
