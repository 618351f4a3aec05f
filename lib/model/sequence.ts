import type { Tensors } from "../tensor/mod.ts";
import { joinEntries, type Layer, layer } from "./layer.ts";

/**
 * Layers one after the other, each fed the last one's output.
 *
 * @param layers In order; input and output are of one type.
 * @returns The layer that holds all their entries.
 * @throws {RangeError} If two layers have an entry of the same name.
 *
 * @example Two convolutions
 * ```ts
 * import { conv, sequence } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const both = sequence([conv("one", { in: 3, out: 4 }), conv("two", { in: 4, out: 5 })]);
 * assertEquals(Object.keys(both.params), ["one.weight", "two.weight"]);
 * ```
 */
export function sequence<T>(layers: readonly Layer<T, T>[]): Layer<T, T> {
  return layer(
    joinEntries(layers.map(({ params }) => params)),
    joinEntries(layers.map(({ state }) => state)),
    (params, state, input, mode) => {
      let output = input;
      let after: Tensors = {};
      for (const { apply } of layers) {
        const applied = apply(params, state, output, mode);
        output = applied.output;
        after = { ...after, ...applied.state };
      }
      return { output, state: after };
    },
  );
}
