import type { EngineChoice } from "../engine/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import {
  type AngleSums,
  disposeLearner,
  restore,
  snapshot,
  train,
} from "../train/mod.ts";
import { type Best, isBetter } from "./best.ts";
import { loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { describeEnvironment } from "./environment.ts";
import type { OnProgress, RunEvent } from "./event.ts";
import { watchAngles } from "./epoch_angles.ts";
import { finishRun } from "./finish_run.ts";
import { judge, type JudgeOptions } from "./judge.ts";
import { planOf } from "./plan.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { createRunFolder, type RunFolder, runFolder } from "./run_folder.ts";
import { openRunLog, type RunLog } from "./run_log.ts";
import { type Scores, scoresOf } from "./scores.ts";

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
  /** Whether updates run as one recorded call where the engine can. @default {true} */
  readonly compiled?: boolean;
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
 * @throws {Deno.errors.NotFound} If the run to resume has no checkpoint.
 * @throws {DivergedError} If the loss is not finite; the last checkpoint stays.
 *
 * @example Train, and read the scores
 * ```ts no-assert
 * import { useEngine } from "@spherereid/kit/engine";
 * import { presets } from "@spherereid/kit/recipe";
 * import { startRun } from "@spherereid/kit/run";
 *
 * async function run() {
 *   const engine = await useEngine();
 *   const { recipe } = presets.demo;
 *   for await (const event of startRun({ recipe, engine })) {
 *     if (event.kind === "scores") console.log(event.summary.test.rank1);
 *   }
 * }
 * ```
 */
export async function* startRun(
  options: RunOptions,
): AsyncGenerator<RunEvent> {
  const { recipe, engine, signal, compiled = true } = options;
  const notices: string[] = [];
  const known = new Set<string>();
  const told = {
    onProgress: options.onProgress,
    onWarning: (text: string) => {
      if (!known.has(text)) notices.push(text); // model and histogram read the same images
      known.add(text);
    },
    strict: options.strict,
  };
  const resumed = options.resume !== undefined;
  const prepared = await prepare(recipe, { ...told, resumed });
  const { learner } = prepared;
  try {
    const { step: from, best, angles } = await takeUp(options, prepared);
    const folder = options.resume
      ? runFolder(options.resume)
      : await createRunFolder(
        options.root ?? "runs",
        recipe,
        await describeEnvironment(engine, options.command ?? []),
      );
    notices.push(...prepared.notices);
    yield planOf(recipe, prepared, folder, from);
    const log = await openRunLog(folder, from);
    try {
      const before = { from, best, angles };
      const how = { ...before, signal, compiled };
      const course = { recipe, prepared, folder, log, ...how };
      for await (const event of follow(course, { ...told, engine })) {
        for (const text of notices.splice(0)) yield { kind: "notice", text };
        yield event;
      }
      for (const text of notices.splice(0)) yield { kind: "notice", text };
    } finally {
      await log.close();
    }
  } finally {
    disposeLearner(learner);
  }
}

/** A run laid out: where it writes and where it stands. */
interface Course {
  readonly recipe: Recipe;
  readonly prepared: Prepared;
  readonly folder: RunFolder;
  readonly log: RunLog;
  readonly from: number;
  readonly best: Best | null;
  readonly angles?: AngleSums;
  readonly signal?: AbortSignal;
  readonly compiled: boolean;
}

/** Trains, validates, saves, and judges at the end. */
async function* follow(
  course: Course,
  told: JudgeOptions & { readonly engine: EngineChoice },
): AsyncGenerator<RunEvent> {
  const { recipe, prepared, folder, log, from, signal, compiled } = course;
  const { learner, training, persons } = prepared;
  const start = performance.now();
  const pace: number[] = [];
  const watch = watchAngles(learner, training.criterion, course.angles);
  let { best } = course;
  let [step, saved] = [from, performance.now()];
  const save = async () => {
    await log.flush();
    const header = { step, recipe, persons, best, angles: watch.sums() };
    await saveCheckpoint(folder.last, await snapshot(learner), header);
    saved = performance.now();
    return { kind: "saved", step, path: folder.last } as const;
  };

  for await (const event of train({ ...training, from, signal, compiled })) {
    step = event.step;
    if (event.kind === "step") {
      pace.push(event.imagesPerSecond);
      watch.add(event);
      log.step(event);
      yield event;
      continue;
    }
    yield event;
    const { epoch } = event;
    const angles = await watch.close();
    log.angles(step, epoch, angles);
    yield { kind: "angles", step, epoch, angles };
    const isLast = epoch === recipe.epochs - 1;
    const isDue = (epoch + 1) % recipe.validation.every === 0 || isLast;
    if (isDue && prepared.data.training.query.length > 0) {
      const scores = await validate(course, told);
      log.validation(step, epoch, scores);
      const isBest = isBetter(scores, best);
      if (isBest) {
        best = { step, rank1: scores.rank1, map: scores.map };
        const values = await snapshot(learner, ["params", "state"]);
        await saveCheckpoint(folder.best, values, {
          step,
          recipe,
          persons,
          best,
        });
      }
      yield { kind: "validation", step, epoch, scores, best: isBest };
    }
    if (isDue || performance.now() - saved > SAVE_EVERY * 1000) {
      yield await save();
    }
    if (isDue) await log.draw();
  }
  if (signal?.aborted && step < recipe.epochs * training.stepsPerEpoch) {
    yield await save();
    await log.draw();
    yield { kind: "stopped", step, folder: folder.path };
    return;
  }
  const seconds = (performance.now() - start) / 1000;
  const { engine } = told;
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
}

/** Ranks the held-out persons. */
async function validate(
  { recipe, prepared }: Course,
  told: JudgeOptions,
): Promise<Scores> {
  const { model, learner, data } = prepared;
  const found = await judge(recipe, model, learner, data.training, told);
  return scoresOf(found, data.training.gallery.length);
}

/** Loads the last checkpoint of a run to resume into the learner. */
async function takeUp(
  { resume, recipe }: RunOptions,
  { learner, persons }: Prepared,
): Promise<{ step: number; best: Best | null; angles?: AngleSums }> {
  if (resume === undefined) return { step: 0, best: null };
  const path = runFolder(resume).last;
  const { model, input, loss } = recipe;
  const { header, tensors } = await loadCheckpoint(path, {
    model,
    input,
    loss,
  }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `Cannot resume "${resume}" as it must have a checkpoint: there is no ${path}, start a new run`,
    );
  });
  if (`${header.persons}` !== `${persons}`) {
    throw new TypeError(
      `Cannot resume "${resume}" as its persons must be those of the data: it was trained on ${header.persons.length} persons, the data has ${persons.length}, or others: give the same --data`,
    );
  }
  restore(learner, tensors);
  return header;
}
