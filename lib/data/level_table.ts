import type { InputSpec } from "./input_spec.ts";

/** The three channels' values for each of 256 levels; a spec is used for thousands of images. */
const tables = new WeakMap<InputSpec, Float32Array>();

/** The three channels' values, 256 each, in the input's order. */
export function levelTable(input: InputSpec): Float32Array {
  const known = tables.get(input);
  if (known !== undefined) return known;
  const { scale, mean, std } = input;
  const table = new Float32Array(768);
  for (let at = 0; at < table.length; at++) {
    const channel = at >> 8;
    table[at] = ((at & 255) * scale - mean[channel]!) / std[channel]!;
  }
  tables.set(input, table);
  return table;
}
