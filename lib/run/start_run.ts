import type { EngineChoice } from "../engine/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import {
  disposeLearner,
  restore,
  snapshot,
  type StepEvent,
  train,
} from "../train/mod.ts";
import { type Best, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { describeEnvironment } from "./environment.ts";
import type { OnProgress, RunEvent } from "./event.ts";
import { drawFigures } from "./figures.ts";
import { finishRun } from "./finish_run.ts";
import { judge } from "./judge.ts";
import { openMetrics, rewindMetrics } from "./metrics.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { createRunFolder, type RunFolder, runFolder } from "./run_folder.ts";
import { scoresOf } from "./scores.ts";
import { openTensorboard } from "./tensorboard.ts";

/** What a run is started with. */
export interface RunOptions {
  /** Everything that fixes the run. */
  readonly recipe: Recipe;
  /** The engine in use. */
  readonly engine: EngineChoice;
  /** The folder of all runs. @default {"runs"} */
  readonly root?: string;
  /** A run folder to go on with; its last checkpoint must be of the same recipe. */
  readonly resume?: string;
  /** The command line, for the record. @default {[]} */
  readonly command?: readonly string[];
  /** Ends the run after the step under way, with a checkpoint. */
  readonly signal?: AbortSignal;
  /** Makes an unreadable image fatal. @default {false} */
  readonly strict?: boolean;
  /** Told of long parts that are not training. */
  readonly onProgress?: OnProgress;
}

/** Seconds after which an epoch's end saves a checkpoint, validation or not. */
const SAVE_EVERY = 300;

/**
 * Runs a recipe from data to scores, and yields what happens.
 *
 * The run folder holds at any time a complete last checkpoint, the metrics up
 * to it and beyond, and the best checkpoint by the held-out persons. The test
 * images are looked at once, at the end, with the best checkpoint (the last if
 * nobody is held out).
 *
 * @param options Recipe, engine, folders, signal.
 * @returns The events, ending with "scores", or "stopped" if the signal was aborted.
 * @throws {TypeError} If the checkpoint to resume is of another model.
 * @throws {DivergedError} If the loss is not finite; the last checkpoint stays.
 *
 * @example See `tests/run/start_run_test.ts`
 * ```ts
 * import { startRun } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(startRun.length, 1);
 * ```
 */
export async function* startRun(
  options: RunOptions,
): AsyncGenerator<RunEvent> {
  const { recipe, engine, signal } = options;
  const notices: string[] = [];
  const told = {
    onProgress: options.onProgress,
    onWarning: (text: string) => notices.push(text),
    strict: options.strict,
  };
  const prepared = await prepare(recipe, told);
  const { learner, model, data, training } = prepared;
  try {
    const { step: from, best: former } = await takeUp(options, prepared);
    const folder = options.resume
      ? runFolder(options.resume)
      : await createRunFolder(
        options.root ?? "runs",
        recipe,
        await describeEnvironment(engine, options.command ?? []),
      );
    notices.push(...data.training.notices);
    yield planOf(recipe, prepared, folder, from);

    const rows = await rewindMetrics(folder.metrics, from);
    const metrics = openMetrics(folder.metrics);
    const board = await openTensorboard(folder.events);
    const start = performance.now();
    const pace: number[] = [];
    let [best, saved, step] = [former, performance.now(), from];

    const save = async () => {
      await metrics.flush();
      await board.flush();
      await saveCheckpoint(folder.last, await snapshot(learner), {
        step,
        recipe,
        persons: prepared.persons,
        best,
      });
      saved = performance.now();
      return { kind: "saved", step, path: folder.last } as const;
    };

    for await (const event of train({ ...training, from, signal })) {
      for (const text of notices.splice(0)) yield { kind: "notice", text };
      yield event;
      step = event.step;
      if (event.kind === "step") {
        pace.push(event.imagesPerSecond);
        const row = stepRow(event);
        rows.push(row);
        metrics.add(row);
        board.scalars(step, {
          loss: event.loss,
          rate: event.rate,
          "angle/own": event.ownAngle,
          "angle/other": event.otherAngle,
        });
        continue;
      }
      const last = event.epoch === recipe.epochs - 1;
      const due = (event.epoch + 1) % recipe.validation.every === 0 || last;
      if (due && data.training.query.length > 0) {
        const found = await judge(recipe, model, learner, data.training, told);
        const scores = scoresOf(found, data.training.gallery.length);
        const isBest = isBetter(scores, best);
        if (isBest) {
          best = { step, rank1: scores.rank1, map: scores.map };
          const values = await snapshot(learner, ["params", "state"]);
          const { persons } = prepared;
          await saveCheckpoint(folder.best, values, {
            step,
            recipe,
            persons,
            best,
          });
        }
        const row = { kind: "validation", step, epoch: event.epoch, ...scores };
        rows.push(row);
        metrics.add(row);
        board.scalars(step, {
          "validation/rank1": scores.rank1,
          "validation/map": scores.map,
        });
        yield { ...row, kind: "validation", scores, best: isBest } as const;
      }
      if (due || performance.now() - saved > SAVE_EVERY * 1000) {
        yield await save();
      }
      if (due) await drawFigures(folder.figures, rows);
    }
    if (signal?.aborted && step < recipe.epochs * training.stepsPerEpoch) {
      if (step > from) yield await save();
      await drawFigures(folder.figures, rows);
      yield { kind: "stopped", step, folder: folder.path };
      return;
    }
    const seconds = (performance.now() - start) / 1000;
    yield* finishRun({
      prepared,
      folder,
      recipe,
      engine,
      best,
      step,
      seconds,
      pace,
    }, told);
    for (const text of notices.splice(0)) yield { kind: "notice", text };
    await board.close();
  } finally {
    disposeLearner(learner);
  }
}

/** Loads the last checkpoint of a run to resume into the learner. */
async function takeUp(
  { resume, recipe }: RunOptions,
  { learner, persons }: Prepared,
): Promise<{ step: number; best: Best | null }> {
  if (resume === undefined) return { step: 0, best: null };
  const path = runFolder(resume).last;
  const { model, input, loss } = recipe;
  const { header, tensors } = await loadCheckpoint(path, {
    model,
    input,
    loss,
  });
  if (`${header.persons}` !== `${persons}`) {
    throw new TypeError(
      `Cannot resume "${resume}" as its persons must be those of the data: it was trained on ${header.persons.length} persons, the data has ${persons.length}, or others: give the same --data`,
    );
  }
  restore(learner, tensors);
  return header;
}

/** Higher rank-1 wins, then higher mAP. */
function isBetter(
  scores: { rank1: number; map: number },
  best: Best | null,
): boolean {
  if (best === null) return true;
  if (scores.rank1 !== best.rank1) return scores.rank1 > best.rank1;
  return scores.map > best.map;
}

function planOf(
  recipe: Recipe,
  { data, persons, parameters, sampler, training }: Prepared,
  folder: RunFolder,
  from: number,
): RunEvent {
  const held = new Set(data.training.query.map(({ person }) => person));
  return {
    kind: "plan",
    folder: folder.path,
    data: data.whole.root,
    persons: persons.length,
    images: data.training.train.length,
    heldOut: held.size,
    parameters,
    batch: sampler.batch * recipe.accumulate,
    stepsPerEpoch: training.stepsPerEpoch,
    steps: training.stepsPerEpoch * recipe.epochs,
    from,
  };
}

/** A step's line in metrics.jsonl: what a resumed run repeats digit for digit, and the pace. */
function stepRow(event: StepEvent) {
  const number = (value: number) => Number.isFinite(value) ? value : null;
  return {
    kind: "step",
    step: event.step,
    epoch: event.epoch,
    loss: event.loss,
    rate: event.rate,
    ownAngle: number(event.ownAngle),
    otherAngle: number(event.otherAngle),
    imagesPerSecond: Math.round(event.imagesPerSecond * 10) / 10,
  };
}
