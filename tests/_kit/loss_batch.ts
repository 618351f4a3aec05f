import { random } from "../../lib/random/mod.ts";

/** What a {@linkcode Batch} is drawn from. */
export interface BatchSizes {
  readonly seed: number;
  readonly size: number;
  readonly embed: number;
  readonly classes: number;
}

/** Rows, centres and labels, and what a property needs beside them. */
export interface Batch {
  readonly x: number[][];
  readonly w: number[][];
  readonly y: number[];
  /** A rotation of a row. */
  readonly turn: (row: number[]) => number[];
  /** Two parts of 1. */
  readonly parts: number[];
  /** The angles to the own centres, in radians. */
  readonly angles: number[];
}

/**
 * A batch of normally distributed rows: no two are alike, and no loss is at an
 * edge of its pieces, where one bit decides.
 *
 * @param sizes Seed and sizes.
 * @returns The batch.
 */
export function batchOf({ seed, size, embed, classes }: BatchSizes): Batch {
  const rng = random(seed);
  const drawn = (count: number) =>
    Array.from(
      { length: count },
      () => Array.from({ length: embed }, () => rng.normal()),
    );
  const [x, w, mirrors] = [drawn(size), drawn(classes), drawn(2)];
  const y = x.map(() => rng.int(classes));
  return {
    x,
    w,
    y,
    // Two mirrors make a rotation.
    turn: (row) => mirrors.reduce(mirrored, row),
    parts: [rng.next(), rng.next()],
    angles: x.map((row, i) => angleOf(row, w[y[i]!]!)),
  };
}

/** Rows of other lengths, each its own. */
export function stretched(rows: number[][]): number[][] {
  return rows.map((row, i) =>
    row.map((value) => value * [3, 0.2, 1.7][i % 3]!)
  );
}

/** Rows seen from another origin. */
export function moved(rows: number[][]): number[][] {
  return rows.map((row) => row.map((value, k) => value + [0.7, -1.3][k % 2]!));
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k]!, 0);
}

/** A row in the mirror that another row is at right angles to. */
function mirrored(row: number[], normal: number[]): number[] {
  const part = 2 * dot(row, normal) / dot(normal, normal);
  return row.map((value, k) => value - part * normal[k]!);
}

function angleOf(a: number[], b: number[]): number {
  const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  return Math.acos(Math.max(-1, Math.min(1, cosine)));
}
