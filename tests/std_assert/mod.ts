/**
 * A stand-in for `@std/assert` where JSR cannot be reached: only the functions
 * that this project uses, behaving as the published ones do. `links` in
 * deno.json puts it in the place of the published package; without that key
 * the published one is used.
 *
 * @module
 */
export * from "./assertion_error.ts";
export * from "./equals.ts";
export * from "./numbers.ts";
export * from "./throws.ts";
export * from "./values.ts";
