/**
 * Comparisons: many runs that differ in one thing, on equal terms, as rows of
 * a table that is kept as JSON and goes on where it stopped.
 *
 * A layer above `run`, since it puts parts together by itself: nets, data and
 * losses that no recipe of re-identification names.
 *
 * @module
 */
export * from "./blow_up_rows.ts";
export * from "./digit_batches.ts";
export * from "./digit_losses.ts";
export * from "./digit_plan.ts";
export * from "./digit_settings.ts";
export * from "./find_keypoints.ts";
export * from "./keypoint_data.ts";
export * from "./keypoint_rows.ts";
export * from "./keypoint_schedule.ts";
export * from "./keypoint_settings.ts";
export * from "./keypoint_training.ts";
export * from "./lsoftmax_paper.ts";
export * from "./person_losses.ts";
export * from "./person_recipe.ts";
export * from "./person_rows.ts";
export * from "./real_rows.ts";
export * from "./run_digits.ts";
export * from "./run_keypoints.ts";
export * from "./run_persons.ts";
export * from "./table.ts";
