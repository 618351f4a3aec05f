/**
 * Only types of lib: README's tables are made without an engine's permissions.
 *
 * @module
 */
import type {
  KeypointResult,
  KeypointSettings,
  TableRow,
} from "../../lib/study/mod.ts";
import { type OverRuns, overRuns, rowName } from "./person_summary.ts";

/** Rows of a table on keypoints, in any order. */
export type KeypointRows = readonly TableRow<
  KeypointSettings,
  KeypointResult
>[];

/** What the runs of one row come to, whatever their seeds; a number is null where no run has it. */
export interface KeypointSummary {
  /** The rows' name without the seed. */
  readonly name: string;
  /** The peak of the learning rate. */
  readonly rate: number;
  /** Whether the rate rose to it. */
  readonly warmUp: boolean;
  /** Runs. */
  readonly runs: number;
  /** Runs that diverged; they found nothing. */
  readonly diverged: number;
  /** Share found after the last update. */
  readonly found: OverRuns | null;
  /** The least and the most of it. */
  readonly range: readonly [number, number] | null;
  /** Share found after the first epoch. */
  readonly first: OverRuns | null;
  /** Share found after each epoch, the mean of the runs that did not diverge. */
  readonly foundBy: readonly number[];
  /** The largest loss of any update. */
  readonly peakLoss: OverRuns | null;
  /** Seeds in which this row found more than that of the same rate without warm-up, of those that both have; null of a row without. */
  readonly ahead: readonly [number, number] | null;
}

/** Sums rows on keypoints up over their seeds: one line a name, in the order in which they first come. */
export function summariseKeypoints(rows: KeypointRows): KeypointSummary[] {
  const groups = Map.groupBy(rows, ({ name }) => rowName(name));
  return [...groups].map(([name, group]) => {
    const results = group.map(({ result }) => result);
    const { rate, warmUp } = group[0]!.settings.course;
    const found = results.map((result) => result.found);
    const there = found.filter((share) => share !== null);
    const whole = results.filter(({ diverged }) => !diverged);
    return {
      name,
      rate,
      warmUp,
      runs: results.length,
      diverged: results.length - whole.length,
      found: overRuns(found),
      range: there.length === 0
        ? null
        : [Math.min(...there), Math.max(...there)] as const,
      first: overRuns(results.map(({ foundBy }) => foundBy[0] ?? null)),
      foundBy: (whole[0]?.foundBy ?? []).map((_, epoch) =>
        overRuns(whole.map(({ foundBy }) => foundBy[epoch]!))!.mean
      ),
      peakLoss: overRuns(results.map(({ peakLoss }) => peakLoss)),
      ahead: warmUp ? aheadOf(group, rows) : null,
    };
  });
}

/** In how many seeds rows found more than those without warm-up; one that diverged found nothing. */
function aheadOf(
  warm: KeypointRows,
  rows: KeypointRows,
): readonly [number, number] {
  const pairs = warm.flatMap((row) => {
    const { course, seed } = row.settings;
    const cold = rows.find(({ settings }) =>
      settings.seed === seed && settings.course.rate === course.rate &&
      !settings.course.warmUp
    );
    return cold ? [[row.result.found ?? 0, cold.result.found ?? 0]] : [];
  });
  return [pairs.filter(([one, other]) => one! > other!).length, pairs.length];
}
