/** Horizontal stripes that a picture is cut into. */
const STRIPES = 6;
/** Steps of hue, saturation and value. */
const [HUES, SATURATIONS, VALUES] = [8, 4, 4];
const BINS = HUES * SATURATIONS * VALUES;

/** Numbers in a row of {@linkcode histogramRow}: 6 stripes of 8 x 4 x 4 bins. */
export const HISTOGRAM_SIZE = STRIPES * BINS;

/**
 * The striped colour histogram of a picture, the matcher that a trained net
 * has to beat: 6 horizontal stripes, each with its share of pixels in 8 steps
 * of hue, 4 of saturation and 4 of value.
 *
 * Each entry is sqrt(share / 6). So a row has length 1 and the dot product of
 * two rows is the Bhattacharyya coefficient, sum of sqrt(p q), averaged over
 * the stripes: 1 for pictures of the same colours, 0 for pictures without a
 * colour in common. Grey has hue 0 and saturation 0.
 *
 * @param pixels Red, green and blue bytes, row by row.
 * @param height Rows, at least 6; stripe k holds the rows with floor(6 row / height) = k.
 * @param width Columns.
 * @returns A unit row of {@linkcode HISTOGRAM_SIZE} numbers: stripe, hue, saturation, value.
 * @throws {RangeError} If the bytes do not fit the size or there are fewer than 6 rows.
 *
 * @example Two red pictures are alike, a red and a green one are not
 * ```ts
 * import { histogramRow } from "@spherereid/kit/eval";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const plain = (...colour: number[]) =>
 *   histogramRow(Uint8Array.from({ length: 6 * 3 }, (_, index) => colour[index % 3]!), 6, 1);
 * const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, index) => sum + value * b[index]!, 0);
 * assertAlmostEquals(dot(plain(255, 0, 0), plain(250, 5, 0)), 1, 1e-6);
 * assertAlmostEquals(dot(plain(255, 0, 0), plain(0, 255, 0)), 0, 1e-6);
 * ```
 */
export function histogramRow(
  pixels: Uint8Array,
  height: number,
  width: number,
): Float32Array {
  if (
    !(height >= STRIPES) || !(width >= 1) ||
    pixels.length !== height * width * 3
  ) {
    throw new RangeError(
      `Cannot make a colour histogram as the picture must have at least ${STRIPES} rows, 1 column and 3 bytes a pixel: current picture has ${height} rows, ${width} columns and ${pixels.length} bytes`,
    );
  }
  const row = new Float32Array(HISTOGRAM_SIZE);
  const counts = new Float64Array(STRIPES);
  for (let line = 0, at = 0; line < height; line++) {
    const stripe = Math.floor(line * STRIPES / height);
    counts[stripe]! += width;
    for (let column = 0; column < width; column++, at += 3) {
      row[
        stripe * BINS + colourBin(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!)
      ]! += 1;
    }
  }
  return row.map((count, index) =>
    Math.sqrt(count / (STRIPES * counts[Math.floor(index / BINS)]!))
  );
}

/** The bin of a colour: hue, then saturation, then value. */
function colourBin(red: number, green: number, blue: number): number {
  const value = Math.max(red, green, blue);
  const chroma = value - Math.min(red, green, blue);
  const hue = chroma === 0
    ? 0
    : value === red
    ? ((green - blue) / chroma + 6) % 6
    : value === green
    ? (blue - red) / chroma + 2
    : (red - green) / chroma + 4;
  const saturation = value === 0 ? 0 : chroma / value;
  const step = (share: number, steps: number) =>
    Math.min(steps - 1, Math.floor(share * steps));
  return (step(hue / 6, HUES) * SATURATIONS + step(saturation, SATURATIONS)) *
      VALUES + step(value / 255, VALUES);
}
