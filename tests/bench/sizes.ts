import { UsageError } from "../../tasks/flags.ts";

/** Images of a batch and their size. */
export interface ImageSize {
  /** Images a batch. */
  readonly batch: number;
  /** Rows of an image. */
  readonly height: number;
  /** Columns of an image. */
  readonly width: number;
}

/** The flag that asks for one size of a batch or several, with what holds without it. */
export function sizesFlag(fallback: string): {
  readonly group: "Size";
  readonly type: "string";
  readonly placeholder: string;
  readonly default: string;
  readonly help: string;
} {
  return {
    group: "Size",
    type: "string",
    placeholder: "B:HxW,...",
    default: fallback,
    help: "images a batch, rows and columns of each",
  };
}

/**
 * Reads "16:256x128,64:256x128".
 *
 * @param text The value of --sizes.
 * @param least The fewest rows and columns.
 * @throws {UsageError} If it is not of that form.
 */
export function sizesOf(text: string, least = 1): ImageSize[] {
  return text.split(",").map((one) => {
    const [, ...numbers] = /^(\d+):(\d+)x(\d+)$/.exec(one.trim()) ?? [];
    const [batch = 0, height = 0, width = 0] = numbers.map(Number);
    if (batch >= 1 && height >= least && width >= least) {
      return { batch, height, width };
    }
    throw new UsageError(
      `Cannot read --sizes as each must be like 16:256x128, of at least ${least}x${least}: one is "${one}"`,
    );
  });
}

/**
 * Reads "751,10000".
 *
 * @param text The value of --classes.
 * @throws {UsageError} If a number is not whole or below 1.
 */
export function classesOf(text: string): number[] {
  return text.split(",").map((one) => {
    const count = Number(one);
    if (Number.isInteger(count) && count >= 1) return count;
    throw new UsageError(
      `Cannot read --classes as each must be a whole number from 1: one is "${one}"`,
    );
  });
}

/** A size in words: "16 images of 256x128". */
export function sizeText({ batch, height, width }: ImageSize): string {
  return `${batch} images of ${height}x${width}`;
}
