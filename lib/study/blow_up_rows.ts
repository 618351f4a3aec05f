import type { Recipe } from "../recipe/mod.ts";
import { personLosses } from "./person_losses.ts";
import { baseOf, seedsOf } from "./person_base.ts";
import type { PersonRowsOptions } from "./person_rows.ts";
import type { PersonSettings } from "./run_persons.ts";
import type { PlannedRow } from "./table.ts";

/** The losses of which the article says that they blow up. */
const LOSSES = ["triplet", "sphere"] as const;

/** What holds a run, if anything. */
const GUARDS = {
  neither: { schedule: "coldCosine", clip: null },
  clipping: { schedule: "coldCosine", clip: { by: "norm", limit: 1 } },
  "warm-up": { schedule: "cosine", clip: null },
} as const;

const SGD = {
  name: "sgd",
  momentum: 0.9,
  nesterov: false,
  weightDecay: 0,
} as const;

/** High rates: with and without a batch norm after the neck, and where the gradient's length counts. */
const PLACES = [
  {
    place: "neck D, Adam",
    neck: "D",
    peak: 3e-2,
    from: "kit: thirty times the paper's peak, ten times the comparison's",
  },
  {
    place: "neck B, Adam",
    neck: "B",
    peak: 3e-2,
    from: "kit: as neck D, without its batch norms",
  },
  {
    place: "neck B, SGD",
    neck: "B",
    peak: 1e-1,
    optimizer: SGD,
    from: "kit: clipping scales Adam's gradients, which Adam undoes; SGD's not",
  },
] as const satisfies readonly {
  readonly place: string;
  readonly neck: Recipe["model"]["neck"];
  readonly peak: number;
  readonly optimizer?: Recipe["optimizer"];
  readonly from: string;
}[];

/** Long enough to see a loss rise and whether it comes down. */
const EPOCHS = 4;

/**
 * The rows that look for the blow-up on drawn pedestrians: triplet and sphere
 * at a high rate with neither warm-up nor clipping, with clipping, with
 * warm-up; on two necks and with two optimizers, seed by seed.
 *
 * Warm-up is over the first tenth; without it the peak holds there, and the
 * rest of the schedule is the same. Clipping is to 1 of the norm of all
 * gradients.
 *
 * @param options How long, how many seeds.
 * @returns The rows, named "triplet, neck D, Adam, neither, seed 2".
 * @throws {RangeError} If there is no seed.
 *
 * @example What one row differs in
 * ```ts
 * import { blowUpRows } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * const { name, settings } = blowUpRows({ seeds: 1 })[1]!;
 * assertEquals(name, "triplet, neck D, Adam, clipping, seed 2");
 * assertEquals(settings.recipe.clip, { by: "norm", limit: 1 });
 * ```
 */
export function blowUpRows(
  options: PersonRowsOptions = {},
): PlannedRow<PersonSettings>[] {
  const base = baseOf(options);
  return seedsOf(options).flatMap((seed) =>
    PLACES.flatMap(({ place, neck, peak, from, ...given }) =>
      LOSSES.flatMap((loss) =>
        Object.entries(GUARDS).map(([guard, { schedule, clip }]) => ({
          name: `${loss}, ${place}, ${guard}, seed ${seed}`,
          settings: {
            recipe: {
              ...base,
              ...given,
              name: `${base.name}_blow_up`,
              about: "a high rate on drawn pedestrians: does the loss blow up",
              seed,
              model: { ...base.model, neck },
              loss: personLosses[loss].loss,
              schedule: { name: schedule, unit: "step" as const, peak },
              clip,
              epochs: Math.min(base.epochs, EPOCHS),
            },
            rankedBy: "model" as const,
            from,
          },
        }))
      )
    )
  );
}
