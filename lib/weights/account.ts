import type { Entries, HostTensor, SphereReid } from "../model/mod.ts";
import type { WeightMap } from "./maps/weight_map.ts";
import type { WeightFile } from "./weight_file.ts";

/** Every name of a file and of a model, accounted for. */
export interface Account {
  /** The file's name for each of the model's that it fills. */
  readonly loaded: ReadonlyMap<string, string>;
  /** The model's that the map does not speak of: a neck that is to be drawn. */
  readonly drawn: readonly string[];
  /** The file's that are known and without use: a classifier, counters of batches. */
  readonly aside: readonly string[];
  /** The model's that the file should fill and does not. */
  readonly missing: readonly string[];
  /** The file's that are unknown, or that the model has no place for. */
  readonly over: readonly string[];
  /** The file's that have another shape than their place. */
  readonly misshapen: readonly Misshapen[];
}

/** An entry that does not fit its place. */
export interface Misshapen {
  /** The file's name. */
  readonly name: string;
  /** The model's. */
  readonly to: string;
  /** What is found, as "[64,3,7,7]". */
  readonly found: string;
  /** What is wanted, in the file's order of axes. */
  readonly wanted: string;
}

/**
 * Accounts for the names and shapes of a file and a model by a map, without
 * looking at values.
 *
 * @param file The file.
 * @param model The model that is to be filled.
 * @param map Whose file it is.
 * @returns Where each name goes; the last three lists are empty if all of it fits.
 * @throws {RangeError} If two names of the file stand for one.
 *
 * @example A file without weights
 * ```ts
 * import { sphereReid } from "@spherereid/kit/model";
 * import { accountFor, weightMaps } from "@spherereid/kit/weights";
 * import { assertEquals } from "@std/assert";
 *
 * const file = { path: "", format: "torch", axes: "torch", tensors: {}, integers: {}, beside: [] } as const;
 * const { missing, drawn } = accountFor(file, sphereReid({ neck: "B" }), weightMaps.timm);
 * assertEquals([missing.length, drawn], [265, ["neck.fc.weight", "neck.fc.bias"]]);
 * ```
 */
export function accountFor(
  file: WeightFile,
  model: Pick<SphereReid, "params" | "state">,
  map: WeightMap,
): Account {
  const entries: Entries = { ...model.params, ...model.state };
  const loaded = new Map<string, string>();
  const aside: string[] = [];
  const over: string[] = [];
  const misshapen: Misshapen[] = [];
  const taken = new Map<string, string>();
  const names = [...Object.keys(file.tensors), ...Object.keys(file.integers)];
  for (const name of names) {
    const to = map.rename(name);
    const tensor = file.tensors[name];
    if (to === null) aside.push(name);
    else if (to === undefined || !Object.hasOwn(entries, to)) over.push(name);
    else if (taken.has(to)) {
      throw new RangeError(
        `Cannot load "${file.path}" as each weight must be there once: "${
          taken.get(to)
        }" and "${name}" are both ${to}`,
      );
    } else {
      taken.set(to, name);
      const wanted = `[${wantedShape(entries, to, map.axes)}]`;
      const found = tensor === undefined
        ? "whole numbers"
        : `[${tensor.shape}]`;
      if (found === wanted) loaded.set(to, name);
      else misshapen.push({ name, to, found, wanted });
    }
  }
  const speaksOf = (name: string) =>
    name.startsWith("backbone.") ||
    (map.neck !== null && name.startsWith("neck."));
  const rest = Object.keys(entries).filter((name) => !taken.has(name));
  return {
    loaded,
    drawn: rest.filter((name) => !speaksOf(name)),
    aside,
    missing: rest.filter(speaksOf),
    over,
    misshapen,
  };
}

/** The shape that an entry has in a file. */
function wantedShape(
  entries: Entries,
  name: string,
  axes: WeightMap["axes"],
): HostTensor["shape"] {
  const { shape, layout } = entries[name]!;
  if (axes === "keras" || layout === "plain") return shape;
  const [a, b, c, d] = shape;
  return layout === "dense" ? [b!, a!] : [d!, c!, a!, b!];
}
