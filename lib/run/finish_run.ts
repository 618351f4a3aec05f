import type { EngineChoice } from "../engine/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import { restore } from "../train/mod.ts";
import type { Best } from "./best.ts";
import { loadCheckpoint } from "./checkpoint.ts";
import type { RunEvent, Summary } from "./event.ts";
import { drawCmc } from "./figures.ts";
import { judge, judgeHistogram, type JudgeOptions } from "./judge.ts";
import type { Prepared } from "./prepare.ts";
import { type RunFolder, writeJson } from "./run_folder.ts";
import { scoresOf } from "./scores.ts";

/** A run whose training is over. */
export interface TrainedRun {
  /** Model, learner, data. */
  readonly prepared: Prepared;
  /** Its folder. */
  readonly folder: RunFolder;
  /** Its recipe. */
  readonly recipe: Recipe;
  /** The engine in use. */
  readonly engine: EngineChoice;
  /** The best validation, if persons were held out. */
  readonly best: Best | null;
  /** Updates done. */
  readonly step: number;
  /** Seconds this sitting spent training. */
  readonly seconds: number;
  /** Images a second of each step of this sitting. */
  readonly pace: readonly number[];
}

/**
 * Judges a trained run on the test persons, beside the colour histogram, and writes its summary.
 *
 * The best checkpoint is loaded first; the learner holds it afterwards.
 *
 * @param run The trained run.
 * @param options Progress, warnings.
 * @returns One "scores" event.
 */
export async function* finishRun(
  run: TrainedRun,
  options: JudgeOptions = {},
): AsyncGenerator<RunEvent> {
  const { prepared, folder, recipe, best } = run;
  const { model, learner, data } = prepared;
  if (best !== null && best.step !== run.step) {
    const { tensors } = await loadCheckpoint(folder.best);
    restore(learner, tensors, ["params", "state"]);
  }
  const { whole } = data;
  const test = await judge(recipe, model, learner, whole, options);
  const histogram = await judgeHistogram(whole, options);
  for (const text of test.notices) yield { kind: "notice", text };
  const summary: Summary = {
    recipe: recipe.name,
    folder: folder.path,
    data: whole.root,
    engine: run.engine.name,
    steps: run.step,
    seconds: Math.round(run.seconds),
    imagesPerSecond: middle(run.pace),
    judged: best === null
      ? { checkpoint: "last", step: run.step }
      : { checkpoint: "best", step: best.step },
    test: scoresOf(test, whole.gallery.length),
    histogram: scoresOf(histogram, whole.gallery.length),
  };
  await writeJson(folder.summary, summary);
  await drawCmc(folder.figures, test, histogram);
  yield { kind: "scores", summary };
}

function middle(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[sorted.length >> 1]! * 10) / 10;
}
