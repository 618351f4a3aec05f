import type { Size } from "./input_spec.ts";

/**
 * Makes room for images in memory that threads can write.
 *
 * @param count How many.
 * @param size Their rows and columns.
 * @returns count x height x width x 3 zeros.
 */
export function imageMemory(
  count: number,
  { height, width }: Size,
): Float32Array<SharedArrayBuffer> {
  const bytes = count * height * width * 3 * Float32Array.BYTES_PER_ELEMENT;
  return new Float32Array(new SharedArrayBuffer(bytes));
}
