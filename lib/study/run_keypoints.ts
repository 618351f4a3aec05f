import { JOINTS } from "../data/mod.ts";
import { type FoundShare, foundShare } from "../keypoint/mod.ts";
import {
  disposeLearner,
  DivergedError,
  type StepEvent,
  train,
} from "../train/mod.ts";
import { findKeypoints } from "./find_keypoints.ts";
import type { KeypointData } from "./keypoint_data.ts";
import type { KeypointResult, KeypointSettings } from "./keypoint_settings.ts";
import { keypointTraining } from "./keypoint_training.ts";

/** How a run on keypoints is followed and ended. */
export interface RunKeypointsOptions {
  /** Ends the run after the update under way; its result is null then. */
  readonly signal?: AbortSignal;
  /** Told after every update. */
  readonly onStep?: (event: StepEvent) => void;
}

/**
 * Trains a small net to find the joints of drawn pedestrians, and judges it
 * on other persons after each epoch.
 *
 * A loss that is not finite is a result, not an error: `diverged` is true and
 * the shares are null.
 *
 * @param settings All that the run depends on.
 * @param data What is learnt from and what is judged.
 * @param options A signal, and who follows.
 * @returns The result; null if the signal ended the run.
 * @throws {RangeError} If a setting is out of its range, or there are fewer pictures than a batch has.
 *
 * @example One row of the comparison, as `fillTable` runs it
 * ```ts no-assert
 * import { useEngine } from "@spherereid/kit/engine";
 * import { keypointData, keypointRows, runKeypoints } from "@spherereid/kit/study";
 *
 * async function first() {
 *   await useEngine();
 *   const { settings } = keypointRows({ quick: true })[0]!;
 *   return await runKeypoints(settings, await keypointData(settings.data));
 * }
 * ```
 */
export async function runKeypoints(
  settings: KeypointSettings,
  data: KeypointData,
  options: RunKeypointsOptions = {},
): Promise<KeypointResult | null> {
  const { signal, onStep } = options;
  const { training, net, grid } = keypointTraining(settings, data.train);
  const losses: number[] = [];
  const shares: FoundShare[] = [];
  const lossBy: number[] = [];
  let diverged = false;
  try {
    for await (const event of train({ ...training, signal })) {
      if (event.kind === "step") {
        losses.push(event.loss);
        onStep?.(event);
        continue;
      }
      const { test } = data;
      const { learner, stepsPerEpoch } = training;
      const found = await findKeypoints(net, learner, test.pictures, grid);
      const { within } = settings;
      shares.push(foundShare(found, test.keypoints, test.heights, { within }));
      lossBy.push(known(mean(losses.slice(-stepsPerEpoch))));
    }
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
    diverged = true;
  } finally {
    disposeLearner(training.learner);
  }
  if (signal?.aborted) return null;
  const last = diverged ? undefined : shares.at(-1);
  return {
    found: last ? known(last.all) : null,
    each: last ? byJoint(last) : null,
    foundBy: shares.map(({ all }) => known(all)),
    lossBy,
    firstLoss: losses.length > 0 ? known(losses[0]!) : null,
    peakLoss: losses.length > 0 ? known(Math.max(...losses)) : null,
    diverged,
    steps: losses.length,
  };
}

function byJoint({ each }: FoundShare): Record<string, number | null> {
  return Object.fromEntries(JOINTS.map((name, at) => {
    const share = each[at] ?? null;
    return [name, share === null ? null : known(share)];
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** To four digits: a row keeps a number for each epoch. */
function known(value: number): number {
  return Number(value.toPrecision(4));
}
