import type * as tf from "@tensorflow/tfjs";

/** A convolution's sizes and one row of its window. */
interface WindowRow {
  readonly info: tf.backend_util.Conv2DInfo;
  /** The row of the window, from 0. */
  readonly row: number;
}

/**
 * Calls back for every output pixel with where one row of its window lies.
 *
 * In `[batch, row, column, channel]` a row of the window is one unbroken run of
 * values, cut where it leaves the picture.
 *
 * @param window The convolution and the row of its window.
 * @param visit Receives the output pixel's number, the first value in the picture, how
 *   many values are inside, and how many of the row come before them outside.
 */
export function eachPatchRow(
  { info, row }: WindowRow,
  visit: (pixel: number, start: number, length: number, skip: number) => void,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterWidth } =
    info;
  const { top, left } = info.padInfo;
  let pixel = 0;
  for (let image = 0; image < info.batchSize; image++) {
    for (let y = 0; y < outHeight; y++) {
      const inY = y * info.strideHeight - top + row;
      const inside = inY >= 0 && inY < inHeight;
      const line = (image * inHeight + inY) * inWidth;
      for (let x = 0; x < outWidth; x++, pixel++) {
        const first = x * info.strideWidth - left;
        const from = Math.max(first, 0);
        const to = inside ? Math.min(first + filterWidth, inWidth) : from;
        visit(
          pixel,
          (line + from) * inChannels,
          Math.max(to - from, 0) * inChannels,
          (from - first) * inChannels,
        );
      }
    }
  }
}
