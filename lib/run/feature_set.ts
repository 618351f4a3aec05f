import { type Embeddings, embeddings } from "../eval/mod.ts";
import type { Table } from "./feature_table.ts";

/** Features of others: unit rows, and the rows as they were given. */
export interface Features extends Embeddings {
  /** The rows as the file has them, rounded to float32; `rows` itself if all are of length 1. */
  readonly given: Float32Array;
  /** The least and the greatest length of a given row. */
  readonly lengths: readonly [least: number, most: number];
}

/** How far from 1 the length of a row may be that was divided by its own in float32. */
const ROUNDED = 1e-6;

/** Features of a table: unit rows beside the given ones. */
export function featuresOf({ given, size, person, camera }: Table): Features {
  const lengths = lengthsOf(given, size);
  const isUnit = lengths.every((length) => Math.abs(length - 1) < ROUNDED);
  const unit = isUnit
    ? { rows: given, size, person, camera }
    : embeddings(given, size, person, camera);
  return { ...unit, given, lengths };
}

/** The lengths of the shortest row and of the longest. */
export function lengthsOf(
  rows: Float32Array,
  size: number,
): [least: number, most: number] {
  let [least, most] = [Infinity, 0];
  for (let start = 0; start < rows.length; start += size) {
    let squared = 0;
    for (let i = start; i < start + size; i++) squared += rows[i]! ** 2;
    least = Math.min(least, squared);
    most = Math.max(most, squared);
  }
  return [Math.sqrt(least), Math.sqrt(most)];
}
