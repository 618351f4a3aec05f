/**
 * A stand-in for `@std/cli` where JSR cannot be reached: only `parseArgs`,
 * with the options that this project uses, behaving as the published one does.
 * `links` in deno.json puts it in the place of the published package; without
 * that key the published one is used.
 *
 * @module
 */
export * from "./parse_args.ts";
