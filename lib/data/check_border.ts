/** Throws unless a border is a whole number of pixels from 0. */
export function checkBorder(border: number): void {
  if (!(Number.isInteger(border) && border >= 0)) {
    throw new RangeError(
      `Cannot pad images as the border must be a whole number of pixels from 0: current border is ${border}`,
    );
  }
}
