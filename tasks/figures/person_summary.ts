/**
 * Only types of lib, here and beside: README's tables are made without an
 * engine's permissions.
 *
 * @module
 */
import type {
  PersonResult,
  PersonSettings,
  TableRow,
} from "../../lib/study/mod.ts";

/** Rows of a table on pedestrians, in any order. */
export type PersonRows = readonly TableRow<PersonSettings, PersonResult>[];

/** A number over the runs that have it. */
export interface OverRuns {
  /** Their mean. */
  readonly mean: number;
  /** Their standard deviation, n − 1; null of one run. */
  readonly spread: number | null;
}

type Numbers = Exclude<keyof PersonResult, "diverged" | "steps">;

/** What the runs of one row come to, whatever their seeds; a number is null where no run has it. */
export interface PersonSummary
  extends Readonly<Record<Numbers, OverRuns | null>> {
  /** The rows' name without the seed. */
  readonly name: string;
  /** Runs. */
  readonly runs: number;
  /** Runs that diverged; they have no scores. */
  readonly diverged: number;
  /** How long a run took. */
  readonly minutes: OverRuns | null;
}

/** Sums rows on pedestrians up over their seeds: one line a name, in the order in which they first come. */
export function summarisePersons(rows: PersonRows): PersonSummary[] {
  const groups = Map.groupBy(rows, ({ name }) => rowName(name));
  return [...groups].map(([name, group]) => {
    const results = group.map(({ result }) => result);
    const over = (key: Numbers) =>
      overRuns(results.map((result) => result[key]));
    return {
      name,
      runs: results.length,
      diverged: results.filter(({ diverged }) => diverged).length,
      rank1: over("rank1"),
      map: over("map"),
      marketMap: over("marketMap"),
      minp: over("minp"),
      firstLoss: over("firstLoss"),
      peakLoss: over("peakLoss"),
      finalLoss: over("finalLoss"),
      ownAngle: over("ownAngle"),
      minutes: overRuns(group.map(({ seconds }) => seconds / 60)),
    };
  });
}

/** A row's name without its seed. */
export function rowName(name: string): string {
  return name.replace(/, seed \d+$/, "");
}

function overRuns(values: readonly (number | null)[]): OverRuns | null {
  const there = values.filter((value) => value !== null);
  const count = there.length;
  if (count === 0) return null;
  const mean = there.reduce((sum, value) => sum + value, 0) / count;
  const squares = there.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = count < 2 ? null : Math.sqrt(squares / (count - 1));
  return { mean, spread };
}
