import type { Entries, HostTensors } from "../../lib/model/mod.ts";
import { formulaWeight } from "./formula.ts";

/** A network's entries by the formula, in torch's order of axes. */
export function formulaOf(entries: Entries): HostTensors {
  return Object.fromEntries(
    Object.entries(entries).map(([name, { shape, layout }]) => {
      const [a, b, c, d] = shape;
      const torch = layout === "conv"
        ? [d!, c!, a!, b!]
        : layout === "dense"
        ? [b!, a!]
        : shape;
      return [name, formulaWeight(name, torch)];
    }),
  );
}
