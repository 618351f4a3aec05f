import type * as tf from "@tensorflow/tfjs";

/** A convolution's sizes and one row of its window. */
interface WindowRow {
  readonly info: tf.backend_util.Conv2DInfo;
  /** The row of the window, from 0. */
  readonly row: number;
  /** The first picture of the batch to visit. @default {0} */
  readonly first?: number;
  /** How many pictures to visit. @default {all} */
  readonly pictures?: number;
}

/**
 * Calls back for every output pixel with where one row of its window lies.
 *
 * In `[batch, row, column, channel]` a row of the window is one unbroken run of
 * values, cut where it leaves the picture.
 *
 * @param window The convolution and the row of its window.
 * @param visit Receives the output pixel's number from 0, the first value in the picture, how
 *   many values are inside, and how many of the row come before them outside.
 */
export function eachPatchRow(
  { info, row, first: from = 0, pictures = info.batchSize - from }: WindowRow,
  visit: (pixel: number, start: number, length: number, skip: number) => void,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterWidth } =
    info;
  const { top, left } = info.padInfo;
  let pixel = 0;
  for (let image = from; image < from + pictures; image++) {
    for (let y = 0; y < outHeight; y++) {
      const inY = y * info.strideHeight - top + row;
      const inside = inY >= 0 && inY < inHeight;
      const line = (image * inHeight + inY) * inWidth;
      for (let x = 0; x < outWidth; x++, pixel++) {
        const first = x * info.strideWidth - left;
        const begin = Math.max(first, 0);
        const end = inside ? Math.min(first + filterWidth, inWidth) : begin;
        visit(
          pixel,
          (line + begin) * inChannels,
          Math.max(end - begin, 0) * inChannels,
          (begin - first) * inChannels,
        );
      }
    }
  }
}
