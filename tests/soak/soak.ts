import type { EngineChoice } from "../../lib/engine/mod.ts";

/** Where a soak runs, and whom it tells how far it is. */
export interface Ground {
  /** What computes. */
  readonly engine: EngineChoice;
  /** So much is done, in the soak's unit. */
  onProgress(done: number): void;
  /** A folder for what it sees, if it sees something and that is to be kept. */
  readonly pictures?: string;
}

/** A line of what was seen on the way; all lines of a soak have the same columns. */
export type Row = Readonly<Record<string, number | string | null>>;

/** What a soak found. */
export interface Soaked {
  /** What was done, and what must hold, in words. */
  readonly what: string;
  /** What came out, in a sentence with its numbers. */
  readonly found: string;
  /** What was seen on the way. */
  readonly rows: readonly Row[];
  /** What did not hold; none is well. */
  readonly faults: readonly string[];
}

/** A check that takes too long for the tests: one file, and its name in tasks/soak.ts. */
export interface Soak {
  /** One sentence for the help. */
  readonly summary: string;
  /** Of what it does many, in the plural. */
  readonly unit: string;
  /** How many it does. */
  readonly count: number;
  /** How many the short form does. */
  readonly quick: number;
  /** Does so many; what was found is kept as JSON, beside where and when it was. */
  run(count: number, ground: Ground): Promise<Soaked>;
}
