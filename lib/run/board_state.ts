import type { LossRow } from "../plot/mod.ts";
import type { StepEvent } from "../train/mod.ts";
import type { RunEvent } from "./event.ts";

/** What a board knows of a run. */
export interface BoardState {
  /** The loss of every step so far. */
  readonly losses: LossRow[];
  /** The last step. */
  last?: StepEvent;
  /** What was said last, newest at the end. */
  readonly said: string[];
  /** What stays in the notebook, besides the loss. */
  readonly kept: string[];
}

/** A board on which nothing stands. */
export function emptyBoard(): BoardState {
  return { losses: [], said: [], kept: [] };
}

/** Notes what a run says. */
export function noteEvent(state: BoardState, event: RunEvent): void {
  switch (event.kind) {
    case "step":
      state.losses.push({ step: event.step, loss: event.loss });
      state.last = event;
      return;
    case "notice":
      state.said.push(event.text);
      return;
    case "validation": {
      const { rank1, map } = event.scores;
      state.said.push(
        `epoch ${event.epoch + 1}, held-out persons: rank-1 ${
          percent(rank1)
        }, mAP ${percent(map)}`,
      );
      return;
    }
    case "stopped":
      state.kept.push(`stopped after step ${event.step}, saved`);
      return;
    case "scores": {
      const { rank1, map } = event.summary.test;
      state.kept.push(
        `test persons: rank-1 ${percent(rank1)}, mAP ${percent(map)}`,
      );
      return;
    }
  }
}

/** "own centre 31.2°", "nearest other 80.1°"; nothing where the loss has no centres. */
export function anglesOf({ ownAngle, otherAngle }: StepEvent): string[] {
  return Number.isFinite(ownAngle)
    ? [
      `own centre ${ownAngle.toFixed(1)}°`,
      ...Number.isFinite(otherAngle)
        ? [`nearest other ${otherAngle.toFixed(1)}°`]
        : [],
    ]
    : [];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
