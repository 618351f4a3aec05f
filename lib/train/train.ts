import type { HostBatch } from "../data/mod.ts";
import type { Schedule } from "../optim/mod.ts";
import type { Random } from "../random/mod.ts";
import type { Learner } from "./learner.ts";
import type { StepResult } from "./report.ts";
import { createStep, type Step, type StepParts } from "./step.ts";

/** A run of the trainer: what is trained, on what, for how long. */
export interface Training extends StepParts {
  /** Parameters, state and optimizer memory; changed in place. */
  readonly learner: Learner;
  /** The batches of an epoch, the first `skip` of them left out (a resumed run). */
  readonly batches: (epoch: number, skip: number) => AsyncIterable<HostBatch>;
  /** Updates in an epoch. */
  readonly stepsPerEpoch: number;
  /** Epochs in the whole run. */
  readonly epochs: number;
  /** Time to rate, pure. */
  readonly schedule: Schedule;
  /** The run's randomness; each step splits its own off. */
  readonly random: Random;
  /** Batches accumulated into one update. @default {1} */
  readonly accumulate?: number;
  /** Updates already done: where a resumed run goes on. @default {0} */
  readonly from?: number;
  /** Whether the update runs as one recorded call where the engine can. @default {true} */
  readonly compiled?: boolean;
  /** Whether a compiled update may compute in bfloat16. @default {false} */
  readonly bfloat16?: boolean;
  /** Ends the run after the step under way. */
  readonly signal?: AbortSignal;
}

/** One update has been done. */
export interface StepEvent extends StepResult {
  /** Always "step". */
  readonly kind: "step";
  /** Epoch from 0. */
  readonly epoch: number;
  /** Updates done so far, this one included. */
  readonly step: number;
  /** Updates in the whole run. */
  readonly steps: number;
  /** The learning rate used. */
  readonly rate: number;
  /** Images of this update a second, waiting for the loader included. */
  readonly imagesPerSecond: number;
}

/** An epoch is over. */
export interface EpochEvent {
  /** Always "epoch". */
  readonly kind: "epoch";
  /** Epoch from 0, now complete. */
  readonly epoch: number;
  /** Updates done so far. */
  readonly step: number;
}

/** The loss was not a finite number, so the run cannot go on. */
export class DivergedError extends Error {
  /** The name that errors of this kind carry. */
  override readonly name = "DivergedError";
}

/**
 * Trains: yields an event after every update and every epoch.
 *
 * Saving, printing, plotting and judging are the caller's, between two
 * `next()`: the trainer waits. The run is a pure function of its arguments,
 * so one that starts `from` a saved step repeats what an uninterrupted run does.
 *
 * @param training Model, loss, optimizer, batches, schedule, length.
 * @returns The events; ends early, after a whole step, when the signal is aborted.
 * @throws {DivergedError} If the loss is not finite; says step, epoch and rate.
 * @throws {Error} If the loader ends before the epoch does.
 *
 * @example Rate and loss of every step
 * ```ts no-assert
 * import { train, type Training } from "@spherereid/kit/train";
 *
 * async function run(training: Training) {
 *   for await (const event of train(training)) {
 *     if (event.kind === "step") console.log(event.rate, event.loss);
 *   }
 * }
 * ```
 */
export async function* train(
  training: Training,
): AsyncGenerator<StepEvent | EpochEvent> {
  const { learner, compiled = true, bfloat16 = false } = training;
  const update = createStep(training, learner, { compiled, bfloat16 });
  try {
    yield* follow(training, update);
  } finally {
    await update.dispose();
  }
}

async function* follow(
  training: Training,
  update: Step,
): AsyncGenerator<StepEvent | EpochEvent> {
  const { stepsPerEpoch, epochs, schedule, accumulate = 1, signal } = training;
  const steps = stepsPerEpoch * epochs;
  let step = training.from ?? 0;
  while (step < steps) {
    const epoch = Math.floor(step / stepsPerEpoch);
    const within = step - epoch * stepsPerEpoch;
    const batches = training.batches(epoch, within * accumulate);
    let clock = performance.now();
    for await (const group of groups(batches, accumulate)) {
      const rate = schedule.rate(schedule.unit === "epoch" ? epoch : step);
      const random = training.random.split("step", step);
      const result = await update(group, { step, rate, random });
      if (!Number.isFinite(result.loss)) {
        throw new DivergedError(
          `Cannot go on as the loss must be finite: it is ${result.loss} at step ${step} (epoch ${epoch}, rate ${rate}): lower the rate, warm up longer, or clip the gradients`,
        );
      }
      step += 1;
      const images = group.reduce((sum, { label }) => sum + label.length, 0);
      const imagesPerSecond = images / (performance.now() - clock) * 1000;
      yield {
        kind: "step",
        epoch,
        step,
        steps,
        rate,
        imagesPerSecond,
        ...result,
      };
      clock = performance.now();
      if (signal?.aborted || step === (epoch + 1) * stepsPerEpoch) break;
    }
    if (step === (epoch + 1) * stepsPerEpoch) {
      yield { kind: "epoch", epoch, step };
    } else if (!signal?.aborted) {
      throw new Error(
        `Cannot finish epoch ${epoch} as it must have ${stepsPerEpoch} steps: the batches ended at step ${step}`,
      );
    }
    if (signal?.aborted) return;
  }
}

/** Batches in groups of `size`, whole groups only. */
async function* groups(
  batches: AsyncIterable<HostBatch>,
  size: number,
): AsyncGenerator<HostBatch[]> {
  let group: HostBatch[] = [];
  for await (const batch of batches) {
    group.push(batch);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
}
