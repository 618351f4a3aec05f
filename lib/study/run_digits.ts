import type { Digits } from "../data/mod.ts";
import type { Criterion } from "../loss/mod.ts";
import { digitNet } from "../model/mod.ts";
import { sgd } from "../optim/mod.ts";
import { random } from "../random/mod.ts";
import { criterionOf } from "../run/mod.ts";
import {
  createLearner,
  disposeLearner,
  DivergedError,
  type EmbeddingModel,
  type StepEvent,
  train,
  type Training,
} from "../train/mod.ts";
import { digitBatches } from "./digit_batches.ts";
import { DIGIT_CLASSES } from "./digit_centres.ts";
import { digitSchedule } from "./digit_schedule.ts";
import type { DigitResult, DigitSettings } from "./digit_settings.ts";
import { examine, keptOf } from "./examine_digits.ts";

/** How a run on digits is followed and ended. */
export interface RunDigitsOptions {
  /** Ends the run after the update under way; its result is null then. */
  readonly signal?: AbortSignal;
  /** Told after every update. */
  readonly onStep?: (event: StepEvent) => void;
}

/** Updates between two looks for 98 %. */
const LOOK = 25;
/** Digits looked at. */
const LOOKED = 2000;
/** What counts as not learnt at all. */
const LOST = 0.8;

/**
 * Trains the small net with one loss and judges it by its last update.
 *
 * The loss's own decision tells a class: the plain logit without margin, or
 * the cosine where it normalises. Losses without centres are judged by the
 * nearest mean of the first 2,000 training digits. Every 25 updates, until 98 %
 * of the first 2,000 test digits are told right, the net is tried on them.
 *
 * @param settings All that the run depends on.
 * @param digits What is learnt from and what is judged.
 * @param options A signal, and who follows.
 * @returns The result; null if the signal ended the run. A loss that is no number is a result too.
 * @throws {RangeError} If there are fewer digits than the settings ask for.
 *
 * @example A run and its error
 * ```ts no-assert
 * import { readMnist } from "@spherereid/kit/data";
 * import { digitPlan, runDigits } from "@spherereid/kit/study";
 *
 * async function tried(folder: string) {
 *   const [row] = digitPlan({ losses: ["sphere"], embed: 64, seeds: [1] });
 *   const result = await runDigits(row!.settings, await readMnist(folder));
 *   console.log(result?.error, result?.stepsTo98);
 * }
 * ```
 */
export async function runDigits(
  settings: DigitSettings,
  digits: { readonly train: Digits; readonly test: Digits },
  options: RunDigitsOptions = {},
): Promise<DigitResult | null> {
  check(settings, digits);
  const model = digitNet(settings.net);
  const criterion = criterionOf(settings);
  const optimizer = sgd({
    momentum: settings.course.momentum,
    weightDecay: settings.course.decay,
  });
  const learner = createLearner(first(settings, model, criterion), optimizer);
  const parts = { model, criterion, optimizer, learner };
  const judge: Judge = (test) =>
    examine(settings, digits, model, learner, test);
  try {
    const course = await learn(settings, digits.train, parts, judge, options);
    if (options.signal?.aborted) return null;
    const { verdict, rows, centres } = await judge(settings.test);
    const { error, ownAngle, otherAngle, norm } = verdict;
    const sound = Number.isFinite(norm);
    return {
      ...course,
      diverged: course.diverged || !sound || error > LOST,
      error: sound ? error : null,
      ownAngle: known(ownAngle),
      otherAngle: known(otherAngle),
      margin: known(otherAngle - ownAngle),
      norm: known(norm),
      kept: settings.keep > 0 && sound
        ? keptOf(rows, centres, settings.keep)
        : null,
    };
  } finally {
    disposeLearner(learner);
  }
}

type Judge = (test: number) => ReturnType<typeof examine>;

/** All updates, or those before the loss stopped being a number or the signal came. */
async function learn(
  settings: DigitSettings,
  digits: Digits,
  parts: Pick<Training, "model" | "criterion" | "optimizer" | "learner">,
  judge: Judge,
  { signal, onStep }: RunDigitsOptions,
): Promise<
  Pick<
    DigitResult,
    "diverged" | "stepsTo98" | "loss" | "steps" | "imagesPerSecond"
  >
> {
  const { course, seed } = settings;
  const stepsPerEpoch = Math.ceil(settings.train / course.batch);
  const losses: number[] = [];
  let stepsTo98: number | null = null;
  let [spent, diverged] = [0, false];
  try {
    const events = train({
      ...parts,
      batches: (epoch, skip) => digitBatches(digits, settings, epoch, skip),
      stepsPerEpoch,
      epochs: Math.ceil(course.steps / stepsPerEpoch),
      schedule: digitSchedule(course),
      random: random(seed).split("train"),
    });
    for await (const event of events) {
      if (event.kind === "epoch") continue;
      const { step } = event;
      onStep?.(event);
      losses.push(event.loss);
      spent += 1 / event.imagesPerSecond;
      if (stepsTo98 === null && step % LOOK === 0) {
        const { verdict } = await judge(Math.min(LOOKED, settings.test));
        if (verdict.error <= 0.02) stepsTo98 = step;
      }
      if (step === course.steps || signal?.aborted) break;
    }
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
    diverged = true;
  }
  return {
    diverged,
    stepsTo98,
    loss: known(mean(losses.slice(-50))),
    steps: losses.length,
    imagesPerSecond: Math.round(losses.length / spent) || 0,
  };
}

/** Net and class weights of a seed: the net is the same for any loss. */
function first(
  { net, seed }: DigitSettings,
  model: EmbeddingModel,
  criterion: Criterion,
) {
  const rng = random(seed);
  const drawn = model.init(rng.split("net"));
  const held = criterion.init(rng.split("loss"), {
    classes: DIGIT_CLASSES,
    embed: net.embed,
    feature: 0, // no loss of the kit has parameters for the pooled feature
  });
  return {
    params: { ...drawn.params, ...held.params },
    state: { ...drawn.state, ...held.state },
  };
}

function check(
  { train, test, course }: DigitSettings,
  digits: { readonly train: Digits; readonly test: Digits },
): void {
  for (
    const [name, wanted, { count }] of [
      ["train", train, digits.train],
      ["test", test, digits.test],
    ] as const
  ) {
    if (!(Number.isInteger(wanted) && wanted >= 1 && wanted <= count)) {
      throw new RangeError(
        `Cannot run on digits as ${name} must be from 1 to the ${count} that there are: current ${name} is ${wanted}`,
      );
    }
  }
  for (const name of ["steps", "batch"] as const) {
    if (!(Number.isInteger(course[name]) && course[name] >= 1)) {
      throw new RangeError(
        `Cannot run on digits as ${name} must be a whole number from 1: current ${name} is ${
          course[name]
        }`,
      );
    }
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A number that JSON can hold, to six digits. */
function known(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}
