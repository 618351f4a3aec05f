import { fromTorch, type HostTensor, type SphereReid } from "../model/mod.ts";
import { type Account, accountFor } from "./account.ts";
import type { WeightMap } from "./maps/weight_map.ts";
import type { WeightFile } from "./weight_file.ts";

/** Options of {@linkcode fillModel}. */
export interface FillOptions {
  /**
   * Loads what fits and leaves the rest as it was drawn, in place of refusing
   * the file.
   *
   * @default {false}
   */
  readonly partial?: boolean;
}

/** A model's first values, as its `init` draws them. */
export type Values = ReturnType<SphereReid["init"]>;

/** What {@linkcode fillModel} gives. */
export interface Filled extends Values {
  /** Where each name went. */
  readonly account: Account;
}

/** How many names of each kind an error lists. */
const LISTED = 8;

/**
 * Fills a model's parameters and running statistics from a file.
 *
 * Every name and shape is accounted for on both sides: what is missing, left
 * over or of another shape is an error that lists it, unless a partial load
 * is asked for. What the map does not speak of (a new neck) stays as drawn.
 *
 * @param model The model.
 * @param drawn Its first values; they stay as they are.
 * @param file What was read.
 * @param map Whose file it is.
 * @param options Whether a part will do.
 * @returns New records of values, and the account.
 * @throws {RangeError} If names or shapes differ, the order of axes is another than the map's, a number is not finite, or nothing at all fits.
 *
 * @example A neck alone, asked for
 * ```ts
 * import { sphereReid } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import { fillModel, weightMaps } from "@spherereid/kit/weights";
 * import { assertEquals } from "@std/assert";
 *
 * const model = sphereReid({ width: 1 / 64, embed: 2 });
 * const tensors = { "bn2.bias": { shape: [32], values: new Float32Array(32).fill(3) } };
 * const file = { path: "", format: "torch", axes: "torch", tensors, integers: {}, beside: [] } as const;
 * const { params } = fillModel(model, model.init(random(1)), file, weightMaps.coincheung, {
 *   partial: true,
 * });
 * assertEquals(params["neck.bn1.bias"]?.values[0], 3);
 * ```
 */
export function fillModel(
  model: Pick<SphereReid, "params" | "state">,
  drawn: Values,
  file: WeightFile,
  map: WeightMap,
  options: FillOptions = {},
): Filled {
  const { partial = false } = options;
  const act = `Cannot load "${file.path}"`;
  if (file.axes !== map.axes) {
    throw new RangeError(
      `${act} as its axes must be in ${map.axes}'s order, those of ${map.about}: they are in ${file.axes}'s, name another map`,
    );
  }
  const account = accountFor(file, model, map);
  const faults = faultsOf(account);
  if (account.loaded.size === 0 || (faults !== "" && !partial)) {
    throw new RangeError(
      `${act} as ${map.about} as names and shapes must be its own: ${
        faults || "nothing fits"
      }; name another map, or ask for a partial load`,
    );
  }
  const entries = { ...model.params, ...model.state };
  const found: Record<string, HostTensor> = {};
  for (const [name, own] of account.loaded) {
    const tensor = file.tensors[own]!;
    const odd = tensor.values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) {
      throw new RangeError(
        `${act} as its numbers must be finite: "${own}" has ${
          tensor.values[odd]
        } at ${odd}`,
      );
    }
    found[name] = tensor;
  }
  const wanted = Object.fromEntries(
    Object.entries(entries).filter(([name]) => Object.hasOwn(found, name)),
  );
  const filled = map.axes === "torch" ? fromTorch(found, wanted) : found;
  const over = (values: Values["params"]) =>
    Object.fromEntries(
      Object.entries(values).map((
        [name, tensor],
      ) => [name, filled[name] ?? tensor]),
    );
  return { params: over(drawn.params), state: over(drawn.state), account };
}

/** What does not fit, in words; empty if all does. */
export function faultsOf({ missing, over, misshapen }: Account): string {
  const shapes = misshapen.map(({ name, found, wanted }) =>
    `${name} ${found} for ${wanted}`
  );
  return ([
    ["missing", missing],
    ["left over", over],
    ["of another shape", shapes],
  ] as const).filter(([, names]) => names.length > 0)
    .map(([fault, names]) =>
      `${names.length} ${fault} (${names.slice(0, LISTED).join(", ")}${
        names.length > LISTED ? ", ..." : ""
      })`
    ).join(", ");
}
