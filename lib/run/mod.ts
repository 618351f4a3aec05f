/**
 * The composer: a recipe made into data, model, loss, trainer, evaluator and a
 * run folder. The one place where the parts of the library meet.
 *
 * Checkpoints are files of this folder and not of `train`, since they hold
 * what only the composer knows together: tensors, recipe, model form, input
 * spec and persons. So are exports and galleries, and features of others, whose
 * rows come from `weights` and whose scores from `eval`.
 *
 * @module
 */
export * from "./best.ts";
export * from "./calibrate.ts";
export * from "./checkpoint.ts";
export * from "./criteria.ts";
export * from "./dataset.ts";
export * from "./disk_error.ts";
export * from "./dry_run.ts";
export * from "./embed_groups.ts";
export * from "./embed_images.ts";
export * from "./embed_pictures.ts";
export * from "./engine_products.ts";
export * from "./engine_rows.ts";
export * from "./environment.ts";
export type { AnglesRow, EpochAngles } from "./epoch_angles.ts";
export { readAngles } from "./epoch_angles.ts";
export * from "./event.ts";
export * from "./export_model.ts";
export * from "./feature_keys.ts";
export type { Features } from "./feature_set.ts";
export * from "./figures.ts";
export * from "./gallery.ts";
export * from "./judge.ts";
export * from "./live_board.ts";
export * from "./metrics.ts";
export * from "./parts.ts";
export * from "./prepare.ts";
export * from "./read_features.ts";
export * from "./report/mod.ts";
export * from "./protocol.ts";
export * from "./run_folder.ts";
export * from "./score_features.ts";
export * from "./scores.ts";
export * from "./start_run.ts";
export * from "./starting_weights.ts";
export * from "./stop_signal.ts";
export * from "./tensorboard.ts";
export * from "./threads.ts";
export * from "./trained.ts";
