import { sphereReid } from "../model/mod.ts";
import { accountFor } from "./account.ts";
import { faultsOf } from "./fill_model.ts";
import type { WeightMap } from "./maps/weight_map.ts";
import { type WeightMapName, weightMaps } from "./maps/weight_maps.ts";
import type { WeightFile } from "./weight_file.ts";

/** Whether a map fits a file. */
export interface MapFit {
  /** The map. */
  readonly name: WeightMapName;
  /** What does not fit, in words; empty if all does. */
  readonly faults: string;
  /** How many of the file's names are loaded. */
  readonly loaded: number;
}

/**
 * How every map fits a file, for a ResNet-50 at full width with the map's own
 * neck.
 *
 * @param file The file.
 * @returns A row a map, in their order.
 *
 * @example A file of one weight
 * ```ts
 * import { fitMaps } from "@spherereid/kit/weights";
 * import { assert } from "@std/assert";
 *
 * const file = { path: "", format: "torch", axes: "torch", tensors: {}, integers: {}, beside: [] } as const;
 * assert(fitMaps(file).every(({ loaded, faults }) => loaded === 0 && faults !== ""));
 * ```
 */
export function fitMaps(file: WeightFile): MapFit[] {
  return Object.entries(weightMaps).map(([name, map]) => ({
    name: name as WeightMapName,
    ...fitOf(file, map),
  }));
}

/**
 * The map that a file is loaded by: the one that was named, or the one that
 * fits. Where several fit and want the same net and pixels, it does not
 * matter which; where they differ, the user must say whose file it is.
 *
 * @param file The file.
 * @param named What the user said, if anything.
 * @returns The map's name.
 * @throws {RangeError} If none fits, or several that differ.
 *
 * @example None fits
 * ```ts
 * import { chooseMap } from "@spherereid/kit/weights";
 * import { assertThrows } from "@std/assert";
 *
 * const file = { path: "a.pth", format: "torch", axes: "torch", tensors: {}, integers: {}, beside: [] } as const;
 * assertThrows(() => chooseMap(file), RangeError, "must fit");
 * ```
 */
export function chooseMap(
  file: WeightFile,
  named?: WeightMapName,
): WeightMapName {
  if (named !== undefined) return named;
  const fits = fitMaps(file);
  const fitting = fits.filter(({ faults }) => faults === "")
    .map(({ name }) => name);
  const [first] = fitting;
  if (first === undefined) {
    const near = fits.toSorted((a, b) => b.loaded - a.loaded)[0]!;
    throw new RangeError(
      `Cannot load "${file.path}" as its names and shapes must fit one of the maps ${
        fits.map(({ name }) => name).join(", ")
      }: the nearest is ${near.name}, with ${near.faults}; name a map, and ask for a partial load if that is meant`,
    );
  }
  const wants = new Set(fitting.map((name) => wantOf(weightMaps[name])));
  if (wants.size > 1) {
    throw new RangeError(
      `Cannot load "${file.path}" as it must be known whose weights it holds: they fit ${
        fitting.join(" and ")
      }, which want different nets; name one`,
    );
  }
  return first;
}

function fitOf(
  file: WeightFile,
  map: WeightMap,
): { faults: string; loaded: number } {
  if (file.axes !== map.axes) {
    return { faults: `axes in ${file.axes}'s order`, loaded: 0 };
  }
  const model = sphereReid({ form: map.form, neck: map.neck ?? "A" });
  const account = accountFor(file, model, map);
  return { faults: faultsOf(account), loaded: account.loaded.size };
}

/** All that a map fixes, to be compared. */
function wantOf({ axes, form, input, neck, lastStride }: WeightMap): string {
  return JSON.stringify([axes, form, input(), neck, lastStride]);
}
