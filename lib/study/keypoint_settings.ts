import type { DrawnOptions } from "../data/mod.ts";

/** All that a run on keypoints depends on: plain JSON. */
export interface KeypointSettings {
  /** The pedestrians: training persons are learnt from, test persons judged. */
  readonly data: DrawnOptions;
  /** Channels of the net's stages. */
  readonly stages: readonly (readonly number[])[];
  /** Standard deviation of the bumps, cells of a heat map. */
  readonly deviation: number;
  /** How long, in what pieces and how fast it learns. */
  readonly course: KeypointCourse;
  /** How far from its place a keypoint may be found, as a share of the body's height. */
  readonly within: number;
  /** Draws net and batches; the pictures are the same for any. */
  readonly seed: number;
}

/** How a net learns keypoints: Adam, and the shape of the article's schedule. */
export interface KeypointCourse {
  /** Passes over the pictures. */
  readonly epochs: number;
  /** Pictures of an update; what is left over at an epoch's end is left out. */
  readonly batch: number;
  /** The highest learning rate. */
  readonly rate: number;
  /** Whether the rate rises from a twentieth of it over the first seventh; else it holds there. */
  readonly warmUp: boolean;
}

/** What came of a run on keypoints; null where there is no such number. */
export interface KeypointResult {
  /** Share of the test pictures' keypoints found after the last update; null if the run diverged. */
  readonly found: number | null;
  /** The same of each joint. */
  readonly each: Readonly<Record<string, number | null>> | null;
  /** Share found after each epoch. */
  readonly foundBy: readonly number[];
  /** Mean training loss of each epoch. */
  readonly lossBy: readonly number[];
  /** The loss of the first update. */
  readonly firstLoss: number | null;
  /** The largest loss of any update. */
  readonly peakLoss: number | null;
  /** Whether a loss was not finite, which ended the run. */
  readonly diverged: boolean;
  /** Updates with a finite loss. */
  readonly steps: number;
}
