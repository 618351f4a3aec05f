import type { NumpyValues } from "../../data/mod.ts";

/** The formats of arrays that are read. */
export type ArrayFormat =
  | "npy"
  | "npz"
  | "MATLAB 5"
  | "MATLAB 7.3"
  | "HDF5"
  | "JSON"
  | "torch"
  | "pickle";

/** An array of a file, described and not read yet. */
export interface NamedArray {
  /** Its name, as the file has it; of a dict in a dict "query.features". */
  readonly name: string;
  /** The size of each axis. */
  readonly shape: readonly number[];
  /** What its numbers are in the file, for people: "float32". */
  readonly kind: string;
  /** Whether it was a list of rows, which may as well be one row after the other. */
  readonly listed: boolean;
  /** Reads its values, the last axis running fastest. */
  read(): Promise<NumpyValues>;
}

/** An open file of arrays; close it by `using`. */
export interface ArrayFile extends Disposable {
  /** Where it lies. */
  readonly path: string;
  /** How it was written. */
  readonly format: ArrayFormat;
  /** Its arrays of real or whole numbers, by name. */
  readonly arrays: ReadonlyMap<string, NamedArray>;
  /** What is none, by name: "a cell array". */
  readonly others: ReadonlyMap<string, string>;
}

/** What a reader of one format gives. */
export interface Found {
  readonly format: ArrayFormat;
  readonly arrays: Map<string, NamedArray>;
  readonly others: Map<string, string>;
}

/** How many numbers a shape holds. */
export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
