/**
 * Keypoints as heat maps: from places in a picture to a map for each, whose
 * bump marks the place; the loss of maps that a net gives; from such maps back
 * to places; and the share of places found.
 *
 * A folder of its own, as re-identification needs none of it: it is here since
 * the article says that its warm-up helps other tasks too, and that can be
 * tried. Nothing in it knows of pedestrians.
 *
 * @module
 */
export * from "./found_share.ts";
export * from "./keypoint.ts";
export * from "./keypoint_loss.ts";
export * from "./keypoint_maps.ts";
export * from "./keypoint_peaks.ts";
