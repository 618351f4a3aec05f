import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random/mod.ts";
import type { HostTensor, HostTensors, Tensors } from "../tensor/mod.ts";
import type { Applied, Mode, Module } from "./module.ts";

/**
 * How an entry lies in memory against torch's order: "conv" is
 * [row, column, in, out] here and [out, in, row, column] there, "dense" is
 * [in, out] here and [out, in] there, "plain" is the same in both.
 */
export type Layout = "plain" | "conv" | "dense";

/** One named tensor of a module, described before it exists. */
export interface Entry {
  /** Its shape in memory. */
  readonly shape: readonly number[];
  /** Its order of axes against torch's. */
  readonly layout: Layout;
  /** Draws its first values. */
  readonly fill: (random: Random, size: number) => Float32Array;
}

/** Entries by their full names. */
export type Entries = Readonly<Record<string, Entry>>;

/** A module that lists its entries, so that shapes are known before anything is allocated. */
export interface Layer<In, Out> extends Module<In, Out> {
  /** What is learnt. */
  readonly params: Entries;
  /** What is kept but not learnt: running statistics. */
  readonly state: Entries;
}

/**
 * Makes a layer of its entries and the function that applies it.
 *
 * Each entry is drawn from `random.split(name)`, so the numbers of one do not
 * depend on which others there are. What `apply` makes and does not return is
 * disposed.
 *
 * @param params What is learnt, by full name.
 * @param state What is kept but not learnt, by full name.
 * @param apply As {@linkcode Module}'s.
 * @returns The layer.
 *
 * @example A learnt scale
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { filledWith, layer, take } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const scale = layer<tf.Tensor, tf.Tensor>(
 *   { "scale": { shape: [1], layout: "plain", fill: filledWith(2) } },
 *   {},
 *   (params, _state, input) => ({
 *     output: tf.mul(input, take(params, "scale")),
 *     state: {},
 *   }),
 * );
 * const { shape, values } = scale.init(random(1)).params["scale"]!;
 * const params = { scale: tf.tensor(values, [...shape]) };
 * const { output } = scale.apply(params, {}, tf.scalar(3), { train: false });
 * assertEquals(output.dataSync()[0], 6);
 * ```
 */
export function layer<In, Out>(
  params: Entries,
  state: Entries,
  apply: (
    params: Tensors,
    state: Tensors,
    input: In,
    mode: Mode,
  ) => Applied<Out>,
): Layer<In, Out> {
  return {
    params,
    state,
    init: (random) => ({
      params: drawn(params, random),
      state: drawn(state, random),
    }),
    apply: (params, state, input, mode) =>
      tf.tidy(() =>
        apply(params, state, input, mode) as unknown as tf.TensorContainer
      ) as unknown as Applied<Out>,
  };
}

/**
 * The entry of that name.
 *
 * @param tensors Parameters or state.
 * @param name The full name.
 * @returns The tensor.
 * @throws {RangeError} If there is none.
 *
 * @example A missing weight
 * ```ts
 * import { take } from "@spherereid/kit/model";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => take({}, "conv1.weight"), RangeError, "conv1.weight");
 * ```
 */
export function take(tensors: Tensors, name: string): tf.Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) {
    throw new RangeError(
      `Cannot apply a module as "${name}" is missing: pass all that its init gave`,
    );
  }
  return tensor;
}

/**
 * How many numbers entries hold.
 *
 * @param entries Parameters or state of a layer.
 * @returns The sum of their sizes.
 *
 * @example A dense layer
 * ```ts
 * import { dense, parameterCount } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parameterCount(dense("fc", { in: 3, out: 2 }).params), 8);
 * ```
 */
export function parameterCount(entries: Entries): number {
  return Object.values(entries)
    .reduce((total, { shape }) => total + product(shape), 0);
}

/**
 * The entries of several layers as one record.
 *
 * @param all Records of entries.
 * @returns Their union.
 * @throws {RangeError} If two share a name.
 *
 * @example Two dense layers
 * ```ts
 * import { dense, joinEntries } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const [one, two] = ["one", "two"].map((name) => dense(name, { in: 1, out: 1 }));
 * assertEquals(Object.keys(joinEntries([one!.params, two!.params])).length, 4);
 * ```
 */
export function joinEntries(all: readonly Entries[]): Entries {
  const union: Record<string, Entry> = {};
  for (const entries of all) {
    for (const [name, entry] of Object.entries(entries)) {
      if (name in union) {
        throw new RangeError(
          `Cannot join modules as two have an entry "${name}": give each module its own name`,
        );
      }
      union[name] = entry;
    }
  }
  return union;
}

function drawn(entries: Entries, random: Random): HostTensors {
  const tensors: Record<string, HostTensor> = {};
  for (const [name, { shape, fill }] of Object.entries(entries)) {
    tensors[name] = {
      shape,
      values: fill(random.split(name), product(shape)),
    };
  }
  return tensors;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
