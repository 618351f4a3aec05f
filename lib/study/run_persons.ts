import {
  judge,
  judgeHistogram,
  type JudgeOptions,
  openData,
  prepare,
  type Prepared,
  scoresOf,
} from "../run/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import {
  disposeLearner,
  DivergedError,
  type StepEvent,
  train,
} from "../train/mod.ts";

/** What a row on pedestrians depends on. */
export interface PersonSettings {
  /** Everything that fixes the run; of "histogram" only the data counts. */
  readonly recipe: Recipe;
  /** What ranks the test persons; "start" is the model before its first step. */
  readonly rankedBy: "model" | "start" | "histogram";
  /** Where the numbers come from in which this row differs from others. */
  readonly from: string;
}

/** What comes of a row; null where there is no such number. */
export interface PersonResult {
  /** Share of queries whose first answer is right; null if the run diverged. */
  readonly rank1: number | null;
  /** Mean average precision, mean precision at hits. */
  readonly map: number | null;
  /** Mean average precision by the official code of Market-1501. */
  readonly marketMap: number | null;
  /** Mean inverse negative penalty. */
  readonly minp: number | null;
  /** The loss of the first step. */
  readonly firstLoss: number | null;
  /** The largest loss of any step. */
  readonly peakLoss: number | null;
  /** Mean loss of the last tenth of the steps done. */
  readonly finalLoss: number | null;
  /** Mean degrees to the own class centre over the same steps. */
  readonly ownAngle: number | null;
  /** Whether a loss was not finite, which ended the run. */
  readonly diverged: boolean;
  /** Steps with a finite loss. */
  readonly steps: number;
}

/** How a row is run. */
export interface RunPersonsOptions extends JudgeOptions {
  /** Gives the row up after the step under way. */
  readonly signal?: AbortSignal;
  /** Told of each step. */
  readonly onStep?: (event: StepEvent) => void;
}

/**
 * Runs one row: trains its recipe and ranks the test persons with what was
 * learnt last. No run folder is made.
 *
 * A loss that is not finite is a result, not an error: `diverged` is true and
 * the scores are null.
 *
 * @param settings The recipe, and what ranks.
 * @param options Signal, progress.
 * @returns The result; null if the signal ended it.
 *
 * @example One row of the comparison, as `fillTable` runs it
 * ```ts no-assert
 * import { useEngine } from "@spherereid/kit/engine";
 * import { personRows, runPersons } from "@spherereid/kit/study";
 *
 * async function first() {
 *   await useEngine();
 *   const [row] = personRows({ quick: true });
 *   return await runPersons(row!.settings);
 * }
 * ```
 */
export async function runPersons(
  settings: PersonSettings,
  options: RunPersonsOptions = {},
): Promise<PersonResult | null> {
  const { recipe, rankedBy } = settings;
  if (rankedBy === "histogram") {
    const { whole } = await openData(recipe, options.onProgress);
    const found = await judgeHistogram(whole, options);
    return { ...plain(found), ...course([]), diverged: false };
  }
  const prepared = await prepare(recipe, options);
  try {
    const steps: StepEvent[] = [];
    const diverged = rankedBy === "model" &&
      await isDiverging(prepared, steps, options);
    if (options.signal?.aborted) return null;
    const { model, learner, data } = prepared;
    const scores = diverged
      ? { rank1: null, map: null, marketMap: null, minp: null }
      : plain(await judge(recipe, model, learner, data.whole, options));
    return { ...scores, ...course(steps), diverged };
  } finally {
    disposeLearner(prepared.learner);
  }
}

/** Trains to the end, or to a loss that is not finite; gathers the steps. */
async function isDiverging(
  { training }: Prepared,
  steps: StepEvent[],
  { signal, onStep }: RunPersonsOptions,
): Promise<boolean> {
  try {
    for await (const event of train({ ...training, signal })) {
      if (event.kind !== "step") continue;
      steps.push(event);
      onStep?.(event);
    }
    return false;
  } catch (error) {
    if (error instanceof DivergedError) return true;
    throw error;
  }
}

function plain(found: Parameters<typeof scoresOf>[0]) {
  const { rank1, map, marketMap, minp } = scoresOf(found, 1);
  return { rank1, map, marketMap, minp };
}

/** What the steps come to. */
function course(steps: readonly StepEvent[]) {
  const losses = steps.map(({ loss }) => loss);
  const last = steps.slice(-Math.max(1, Math.round(steps.length / 10)));
  const angle = mean(last.map(({ ownAngle }) => ownAngle));
  return {
    firstLoss: losses[0] ?? null,
    peakLoss: losses.length > 0 ? Math.max(...losses) : null,
    finalLoss: mean(last.map(({ loss }) => loss)),
    ownAngle: Number.isFinite(angle) ? angle : null,
    steps: steps.length,
  };
}

/** Null of none. */
function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
