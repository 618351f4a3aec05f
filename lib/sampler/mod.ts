/**
 * Which samples make a batch: balanced (P persons x K images) and uniform;
 * each a pure function of seed and epoch, so that a resumed run goes on as it
 * would have.
 *
 * @module
 */
export * from "./balanced.ts";
export * from "./sampler.ts";
export * from "./uniform.ts";
