import type { PersonResult, PersonSettings } from "../../lib/study/mod.ts";

/** A row of a table on persons, with round numbers where none are given. */
export function personRow(
  name: string,
  settings: PersonSettings,
  changes: Partial<PersonResult> = {},
  seconds = 1,
) {
  const result: PersonResult = {
    rank1: 0.5,
    map: 0.4,
    marketMap: 0.3,
    minp: 0.2,
    firstLoss: 4,
    peakLoss: 6,
    finalLoss: 1,
    ownAngle: 40,
    diverged: false,
    steps: 10,
    ...changes,
  };
  return { name, settings, result, seconds, environment: {} };
}
