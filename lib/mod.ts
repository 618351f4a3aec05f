/**
 * The kit: person re-identification on the hypersphere, in typed tensor modules.
 *
 * Start with {@linkcode useEngine}, take a recipe of {@linkcode presets}, and
 * follow {@linkcode startRun}'s events; or use the parts by themselves, a
 * folder each: `@spherereid/kit/loss`, `/model`, `/train`, `/eval`, ...
 *
 * @module
 */
export * from "./curve/mod.ts";
export * from "./data/mod.ts";
export * from "./engine/mod.ts";
export * from "./eval/mod.ts";
export * from "./keypoint/mod.ts";
export * from "./loss/mod.ts";
export * from "./model/mod.ts";
export * from "./optim/mod.ts";
export * from "./plot/mod.ts";
export * from "./random/mod.ts";
export * from "./recipe/mod.ts";
export * from "./run/mod.ts";
export * from "./sampler/mod.ts";
export * from "./study/mod.ts";
export * from "./tensor/mod.ts";
export * from "./train/mod.ts";
export * from "./weights/mod.ts";
