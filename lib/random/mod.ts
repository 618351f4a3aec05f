/**
 * Seeded random numbers: randomness is an argument, everywhere in the kit.
 *
 * @module
 */
export * from "./random.ts";
