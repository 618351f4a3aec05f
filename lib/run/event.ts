import type { EpochEvent, StepEvent } from "../train/mod.ts";
import type { EpochAngles } from "./epoch_angles.ts";
import type { Scores } from "./scores.ts";

/** The run is laid out: data read, model made, nothing trained yet. */
export interface PlanEvent {
  /** Always "plan". */
  readonly kind: "plan";
  /** The run folder. */
  readonly folder: string;
  /** Where the images are. */
  readonly data: string;
  /** Persons trained on. */
  readonly persons: number;
  /** Images trained on. */
  readonly images: number;
  /** Persons held out of train for validation. */
  readonly heldOut: number;
  /** Trainable numbers, the class weights included. */
  readonly parameters: number;
  /** Images in an update. */
  readonly batch: number;
  /** Updates in an epoch. */
  readonly stepsPerEpoch: number;
  /** Updates in the run. */
  readonly steps: number;
  /** Updates done before, if the run is resumed. */
  readonly from: number;
}

/** Where the embeddings of an epoch lay. */
export interface AnglesEvent {
  /** Always "angles". */
  readonly kind: "angles";
  /** Epoch from 0, just complete. */
  readonly epoch: number;
  /** Updates done. */
  readonly step: number;
  /** Degrees and lengths. */
  readonly angles: EpochAngles;
}

/** The held-out persons of train have been ranked. */
export interface ValidationEvent {
  /** Always "validation". */
  readonly kind: "validation";
  /** Epoch from 0, just complete. */
  readonly epoch: number;
  /** Updates done. */
  readonly step: number;
  /** How they did. */
  readonly scores: Scores;
  /** Whether this is the best so far, and was saved. */
  readonly best: boolean;
}

/** A checkpoint was written. */
export interface SavedEvent {
  /** Always "saved". */
  readonly kind: "saved";
  /** Updates done. */
  readonly step: number;
  /** The file. */
  readonly path: string;
}

/** The run was told to stop, and can be resumed. */
export interface StoppedEvent {
  /** Always "stopped". */
  readonly kind: "stopped";
  /** Updates done. */
  readonly step: number;
  /** The run folder. */
  readonly folder: string;
}

/** Something the reader should know. */
export interface NoticeEvent {
  /** Always "notice". */
  readonly kind: "notice";
  /** One sentence. */
  readonly text: string;
}

/** The run is complete: scores on the test persons. */
export interface ScoresEvent {
  /** Always "scores". */
  readonly kind: "scores";
  /** What `summary.json` holds. */
  readonly summary: Summary;
}

/** What `summary.json` holds. */
export interface Summary {
  /** The recipe's name. */
  readonly recipe: string;
  /** The run folder. */
  readonly folder: string;
  /** Where the images are. */
  readonly data: string;
  /** The engine that computed. */
  readonly engine: string;
  /** Updates done. */
  readonly steps: number;
  /** Seconds spent training in this sitting, validation included. */
  readonly seconds: number;
  /** Median images a second over this sitting's steps; null if there were none. */
  readonly imagesPerSecond: number | null;
  /** Which checkpoint was judged, and the step it is of. */
  readonly judged: {
    readonly checkpoint: "best" | "last";
    readonly step: number;
  };
  /** The model on the test persons. */
  readonly test: Scores;
  /** The striped colour histogram on the same images. */
  readonly histogram: Scores;
}

/** Everything that a run says. */
export type RunEvent =
  | PlanEvent
  | StepEvent
  | EpochEvent
  | AnglesEvent
  | ValidationEvent
  | SavedEvent
  | StoppedEvent
  | NoticeEvent
  | ScoresEvent;

/** Told how far a long part is, which is not training: drawing, embedding. */
export type OnProgress = (label: string, done: number, total: number) => void;
