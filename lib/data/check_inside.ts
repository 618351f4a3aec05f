import type { Size } from "./input_spec.ts";

/** Throws unless a rectangle lies in a picture. */
export function checkInside(
  picture: Size,
  size: Size,
  top: number,
  left: number,
): void {
  const { height, width } = size;
  const fits = [height, width, top, left].every(Number.isInteger) &&
    top >= 0 && left >= 0 && height > 0 && width > 0 &&
    top + height <= picture.height && left + width <= picture.width;
  if (!fits) {
    throw new RangeError(
      `Cannot crop ${height}x${width} at row ${top}, column ${left} as it must lie in the picture: the picture is ${picture.height}x${picture.width}, resize it larger or crop less`,
    );
  }
}
