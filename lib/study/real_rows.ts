import { defaultLoss, presets, type Recipe } from "../recipe/mod.ts";
import { withWeights } from "../run/mod.ts";
import { personLosses } from "./person_losses.ts";
import { quickPersonRecipe } from "./person_recipe.ts";
import type { PersonSettings } from "./run_persons.ts";
import type { PlannedRow } from "./table.ts";

/** The options of {@linkcode realRows}. */
export interface RealRowsOptions {
  /** The folder of persons, in Market-1501's layout. */
  readonly data: string;
  /** Length of each run; 20 of 1,940 images are 25 minutes on 2 cores, reading and ranking included. @default {20} */
  readonly epochs?: number;
  /** Seeds of each row; without, 2 of the first three rows that train and 1 of the others. */
  readonly seeds?: number;
  /** One epoch of a very slim net from random weights, one seed: that all of it runs. @default {false} */
  readonly quick?: boolean;
}

/** What a row changes of the recipe that all share. */
interface Change {
  readonly seeds?: number;
  readonly rankedBy?: PersonSettings["rankedBy"];
  readonly from: string;
  readonly recipe?: (base: Recipe) => Partial<Recipe>;
}

function neck(name: "A" | "B" | "C"): Change {
  return {
    from: `sphere with neck ${name} in place of D`,
    recipe: ({ model }) => ({ model: { ...model, neck: name } }),
  };
}

function cold({ schedule }: Recipe) {
  return { ...schedule, name: "coldCosine" } as const;
}

const changes: Readonly<Record<string, Change>> = {
  "no training": {
    rankedBy: "start",
    from: "the pooled feature of the first weights",
    recipe: ({ model }) => ({ model: { ...model, neck: "A" } }),
  },
  sphere: { seeds: 2, from: personLosses.sphere.from },
  softmax: {
    seeds: 2,
    from: personLosses.softmax.from,
    recipe: () => ({ loss: personLosses.softmax.loss }),
  },
  "no warm-up": {
    seeds: 2,
    from: "sphere at the peak from the first step",
    recipe: (base) => ({ schedule: cold(base) }),
  },
  clipping: {
    from: "sphere, the gradients' norm at most 1 in place of warm-up",
    recipe: (base) => ({
      schedule: cold(base),
      clip: { by: "norm", limit: 1 },
    }),
  },
  "high rate": {
    from: "sphere at ten times the peak, neither warm-up nor clipping",
    recipe: (base) => ({
      schedule: { ...cold(base), peak: 10 * base.schedule.peak },
    }),
  },
  "softmax + triplet": {
    from: personLosses["softmax + triplet"].from,
    recipe: () => ({ loss: personLosses["softmax + triplet"].loss }),
  },
  ArcFace: {
    from: personLosses.ArcFace.from,
    recipe: () => ({ loss: personLosses.ArcFace.loss }),
  },
  "sphere + margin": {
    from: "kit: a margin of 0.2 on the cosine",
    recipe: () => ({
      loss: { ...defaultLoss("sphereMargin"), deviation: 0.01 },
    }),
  },
  uniform: {
    from: "sphere, batches of any images in place of P x K",
    recipe: ({ sampler }) =>
      sampler.name === "balanced"
        ? {
          sampler: {
            name: "uniform",
            batch: sampler.persons * sampler.images,
          },
        }
        : {},
  },
  "neck A": neck("A"),
  "neck B": neck("B"),
  "neck C": neck("C"),
};

/**
 * The rows of a study on real persons: ResNet-50 from ImageNet's weights at
 * 128x64, each row one change of the first that trains, all of equal length.
 *
 * @param options The folder, how long, how many seeds.
 * @returns The rows, named "sphere, seed 1".
 * @throws {RangeError} If there is no seed.
 *
 * @example A row and what it differs in
 * ```ts
 * import { realRows } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = realRows({ data: "Market-1501-v15.09.15" });
 * const { settings } = rows.find(({ name }) => name === "clipping, seed 1")!;
 * assertEquals(settings.recipe.clip, { by: "norm", limit: 1 });
 * ```
 */
export function realRows(
  options: RealRowsOptions,
): PlannedRow<PersonSettings>[] {
  const { seeds, quick = false } = options;
  if (seeds !== undefined && !(Number.isInteger(seeds) && seeds >= 1)) {
    throw new RangeError(
      `Cannot plan the rows as there must be at least 1 seed: got ${seeds}`,
    );
  }
  const base = baseOf(options);
  return Object.entries(changes).flatMap(([name, change]) => {
    const { rankedBy = "model", from } = change;
    const trains = rankedBy === "model";
    const count = quick || !trains ? 1 : seeds ?? change.seeds ?? 1;
    return Array.from({ length: count }, (_, index) => ({
      name: trains ? `${name}, seed ${index + 1}` : name,
      settings: {
        recipe: { ...base, ...change.recipe?.(base), seed: index + 1 },
        rankedBy,
        from,
      },
    }));
  });
}

/** The recipe that all rows share. */
function baseOf({ data, epochs = 20, quick }: RealRowsOptions): Recipe {
  const shared = {
    name: "study",
    about: "ResNet-50 from ImageNet's weights on real persons at 128x64",
    data: { kind: "folder", path: data },
    loss: personLosses.sphere.loss,
    schedule: { name: "cosine", unit: "step", peak: 3.5e-4 },
  } as const;
  if (quick) return { ...quickPersonRecipe, ...shared, epochs: 1 };
  const { recipe } = presets.paper;
  return withWeights({
    ...recipe,
    ...shared,
    input: { ...recipe.input, height: 128, width: 64 },
    augment: { ...recipe.augment, height: 144, width: 72 },
    model: { ...recipe.model, lastStride: 1 },
    optimizer: presets.demo.recipe.optimizer,
    validation: { persons: 0, every: epochs },
    epochs,
  }, { path: "imagenet", map: "caffe", partial: false });
}
