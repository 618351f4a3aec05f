import { personLosses, publishedLosses } from "./person_losses.ts";
import { baseOf, seedsOf } from "./person_base.ts";
import type { PersonSettings } from "./run_persons.ts";
import type { PlannedRow } from "./table.ts";

/** The options of {@linkcode personRows} and {@linkcode blowUpRows}. */
export interface PersonRowsOptions {
  /** A few steps on a few persons, one seed: that all of it runs. @default {false} */
  readonly quick?: boolean;
  /** Seeds of each row, at least 1; of no effect if quick. @default {3} */
  readonly seeds?: number;
}

/**
 * The rows that compare losses on drawn pedestrians: the colour histogram,
 * then each loss, seed by seed, and in the end some as published.
 *
 * The pictures are the same in all; a seed changes first weights and batches.
 *
 * @param options How long, how many seeds.
 * @returns The rows, named "softmax, seed 2".
 * @throws {RangeError} If there is no seed.
 *
 * @example Each loss once, and what a model must beat
 * ```ts
 * import { personRows } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * const names = personRows({ seeds: 1 }).map(({ name }) => name);
 * assertEquals(names.slice(0, 2), ["colour histogram", "softmax, seed 2"]);
 * ```
 */
export function personRows(
  options: PersonRowsOptions = {},
): PlannedRow<PersonSettings>[] {
  const base = baseOf(options);
  return [
    {
      name: "colour histogram",
      settings: {
        recipe: base,
        rankedBy: "histogram",
        from: "kit: what a model must beat to have learnt anything",
      },
    },
    ...[personLosses, publishedLosses].flatMap((losses) =>
      seedsOf(options).flatMap((seed) =>
        Object.entries(losses).map(([name, { loss, from }]) => ({
          name: `${name}, seed ${seed}`,
          settings: {
            recipe: { ...base, seed, loss },
            rankedBy: "model" as const,
            from,
          },
        }))
      )
    ),
  ];
}
