/**
 * Recipes: complete runs as frozen, typed data, each value with its source.
 *
 * The library never looks a value up here; `run` reads a recipe and calls the
 * library with plain arguments. Zod holds the one description that gives the
 * type, the check of a `config.json`, and the text of its faults.
 *
 * @module
 */
export * from "./bot.ts";
export * from "./coincheung.ts";
export * from "./demo.ts";
export * from "./demo_small.ts";
export * from "./loss_defaults.ts";
export * from "./loss_schema.ts";
export * from "./paper.ts";
export * from "./preset.ts";
export * from "./presets.ts";
export * from "./recipe.ts";
