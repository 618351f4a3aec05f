/**
 * What a task shows while it works: a bar with the time left, on stderr.
 *
 * @module
 */
export * from "./terminal/columns.ts";
export * from "./terminal/duration.ts";
export * from "./terminal/loss_and_pace.ts";
export * from "./terminal/pace.ts";
export * from "./terminal/progress.ts";
