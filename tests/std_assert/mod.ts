/**
 * A stand-in for `@std/assert` where JSR cannot be reached: only the functions
 * that this project uses, behaving as the published ones do.
 *
 * @module
 */
import assert_ from "node:assert/strict";
export class AssertionError extends assert_.AssertionError {}
