/**
 * The training loop: one update, and an async generator of many. It imports
 * no model, loss or data: they come as arguments.
 *
 * Checkpoints as files are made in `run`, which knows model, recipe and input
 * spec together; here a learner only becomes plain host tensors and back.
 *
 * @module
 */
export * from "./angle_sums.ts";
export * from "./angles.ts";
export type { ParameterGroup } from "./group.ts";
export * from "./learner.ts";
export type { ImageAngles, StepResult } from "./report.ts";
export * from "./step.ts";
export * from "./train.ts";
