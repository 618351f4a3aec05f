/**
 * Drawn pedestrians: invented people in an invented town, drawn as SVG,
 * photographed by six cameras and written in Market-1501's layout, so that
 * everything can be tried without a data set.
 *
 * @module
 */
export * from "./body_height.ts";
export * from "./identity.ts";
export * from "./joint.ts";
export * from "./look_alike.ts";
export * from "./options.ts";
export * from "./read_joints.ts";
export * from "./set.ts";
export * from "./shot.ts";
