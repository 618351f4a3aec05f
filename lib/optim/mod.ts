/**
 * How parameters move: optimizers with torch's numbers, gradient clipping, and
 * learning rates as pure functions of time.
 *
 * Weight decay is L2 in {@linkcode adam} and {@linkcode sgd} (added to the
 * gradient) and decoupled in {@linkcode adamW}.
 *
 * @module
 */
export * from "./adam.ts";
export * from "./adam_w.ts";
export * from "./bot_schedule.ts";
export * from "./clip.ts";
export * from "./coin_cheung_schedule.ts";
export * from "./constant.ts";
export * from "./cosine_decay.ts";
export * from "./milestones.ts";
export * from "./optimizer.ts";
export * from "./paper_schedule.ts";
export * from "./per_step.ts";
export * from "./pieces.ts";
export * from "./scaled.ts";
export * from "./schedule.ts";
export * from "./sgd.ts";
export * from "./warm_up.ts";
