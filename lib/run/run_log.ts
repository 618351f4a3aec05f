import type { StepEvent } from "../train/mod.ts";
import type { EpochAngles } from "./epoch_angles.ts";
import { drawFigures } from "./figures.ts";
import { type MetricsRow, openMetrics, rewindMetrics } from "./metrics.ts";
import type { RunFolder } from "./run_folder.ts";
import type { Scores } from "./scores.ts";
import { openTensorboard } from "./tensorboard.ts";

/** The log of a run: metrics.jsonl, TensorBoard's events and the curves, from the same rows. */
export interface RunLog {
  /** Adds an update. */
  step(event: StepEvent): void;
  /** Adds an epoch's angles. */
  angles(step: number, epoch: number, angles: EpochAngles): void;
  /** Adds a validation. */
  validation(step: number, epoch: number, scores: Scores): void;
  /** Writes what was added. */
  flush(): Promise<void>;
  /** Draws the curves of all rows. */
  draw(): Promise<void>;
  /** Writes the rest and lets go of the files. */
  close(): Promise<void>;
}

/**
 * Opens the log of a run.
 *
 * @param folder The run's folder.
 * @param from Updates done before: later rows of a run that is resumed are dropped.
 * @returns The open log.
 */
export async function openRunLog(
  folder: RunFolder,
  from: number,
): Promise<RunLog> {
  const rows = await rewindMetrics(folder.metrics, from);
  const metrics = openMetrics(folder.metrics);
  const board = await openTensorboard(folder.events, { from });
  const add = (row: MetricsRow) => {
    rows.push(row);
    metrics.add(row);
  };
  const flush = async () => {
    await metrics.flush();
    await board.flush();
  };
  return {
    step(event) {
      const row = stepRow(event);
      add(row);
      board.scalars(event.step, {
        loss: row.loss,
        rate: row.rate,
        "angle/own": row.ownAngle,
        "angle/other": row.otherAngle,
      });
    },
    angles(step, epoch, angles) {
      add({ kind: "angles", step, epoch, ...angles });
      board.scalars(step, {
        "epoch/own": angles.ownMean,
        "epoch/other": angles.otherMean,
        "epoch/centres": angles.centreMean,
        "epoch/norm": angles.normMean,
      });
    },
    validation(step, epoch, scores) {
      add({ kind: "validation", step, epoch, ...scores });
      board.scalars(step, {
        "validation/rank1": scores.rank1,
        "validation/map": scores.map,
      });
    },
    flush,
    draw: () => drawFigures(folder.figures, rows),
    async close() {
      try {
        await flush();
      } finally {
        await board.close();
      }
    },
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
