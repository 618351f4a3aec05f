/**
 * Only types of lib: README's tables are made without an engine's permissions.
 *
 * @module
 */
import type {
  DigitResult,
  DigitSettings,
  TableRow,
} from "../../lib/study/mod.ts";

/** Rows of a table on digits. */
export type DigitRows = readonly TableRow<DigitSettings, DigitResult>[];

/** What the runs of one loss come to: means over seeds, null where no run has the number. */
export interface DigitSummary {
  /** The loss's name on the digits. */
  readonly loss: string;
  /** Features of the embedding. */
  readonly embed: number;
  /** Runs. */
  readonly runs: number;
  /** Runs that diverged; their numbers count below like any other. */
  readonly diverged: number;
  /** Share told wrong. */
  readonly error: number | null;
  /** Standard deviation of it over the runs, n − 1; null of one run. */
  readonly spread: number | null;
  /** The least and the most of it. */
  readonly range: readonly [number, number] | null;
  /** Degrees to the own centre. */
  readonly ownAngle: number | null;
  /** Degrees by which the nearest other centre is farther. */
  readonly margin: number | null;
  /** Length of the embeddings. */
  readonly norm: number | null;
  /** Updates until 98 % are told right, of the runs that got there. */
  readonly stepsTo98: number | null;
  /** Runs that got there. */
  readonly reached98: number;
}

/** Sums rows up: a line for each loss and size of embedding, in order of appearance. */
export function summariseDigits(
  rows: DigitRows,
): DigitSummary[] {
  const groups = Map.groupBy(
    rows,
    ({ name, settings }) => `${nameOf(name)}/${settings.net.embed}`,
  );
  return [...groups.values()].map((group) => {
    const results = group.map(({ result }) => result);
    const errors = numbers(results.map(({ error }) => error));
    const steps = numbers(results.map(({ stepsTo98 }) => stepsTo98));
    return {
      loss: nameOf(group[0]!.name),
      embed: group[0]!.settings.net.embed,
      runs: group.length,
      diverged: results.filter(({ diverged }) => diverged).length,
      error: mean(errors),
      spread: deviation(errors),
      range: errors.length > 0
        ? [Math.min(...errors), Math.max(...errors)]
        : null,
      ownAngle: mean(numbers(results.map(({ ownAngle }) => ownAngle))),
      margin: mean(numbers(results.map(({ margin }) => margin))),
      norm: mean(numbers(results.map(({ norm }) => norm))),
      stepsTo98: mean(steps),
      reached98: steps.length,
    };
  });
}

/** The loss of a row named "loss, 64-D, seed 1". */
export function nameOf(row: string): string {
  return row.split(",")[0]!;
}

function numbers(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function mean(values: readonly number[]): number | null {
  return values.length === 0
    ? null
    : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = mean(values)!;
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
