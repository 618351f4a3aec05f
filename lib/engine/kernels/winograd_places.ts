/** How an image is cut for a Winograd convolution. */
export interface WinogradCut {
  /** Images. */
  readonly batch: number;
  /** Rows of an image, and of the output. */
  readonly height: number;
  /** Columns of an image, and of the output. */
  readonly width: number;
  /** The side of a tile of the output. */
  readonly tile: number;
}

/** Where a pixel lies that is outside of the image: read as 0. */
export const OUTSIDE = -1;

/** How many tiles cover all images; the last of a row or column may reach beyond. */
export function tilesOf({ batch, height, width, tile }: WinogradCut): number {
  return batch * Math.ceil(height / tile) * Math.ceil(width / tile);
}

/**
 * For each place [row, column] of a square and each tile [image, row, column],
 * the pixel [image, row, column] that lies there: squares of `side` that begin
 * `before` pixels above and left of their tile.
 */
export function pixelsOf(
  cut: WinogradCut,
  side: number,
  before: number,
): Int32Array {
  const { batch, height, width, tile } = cut;
  const pixels = new Int32Array(side * side * tilesOf(cut));
  let place = 0;
  for (let down = 0; down < side; down++) {
    for (let right = 0; right < side; right++) {
      for (let image = 0; image < batch; image++) {
        for (let top = 0; top < height; top += tile) {
          const row = top + down - before;
          for (let left = 0; left < width; left += tile) {
            const column = left + right - before;
            const inside = row >= 0 && row < height && column >= 0 &&
              column < width;
            pixels[place++] = inside
              ? (image * height + row) * width + column
              : OUTSIDE;
          }
        }
      }
    }
  }
  return pixels;
}

/** For each pixel [image, row, column], its place [row, column, tile] in the tiles. */
export function placesOf(cut: WinogradCut): Int32Array {
  const { batch, height, width, tile } = cut;
  const tiles = tilesOf(cut);
  const across = Math.ceil(width / tile);
  const each = tiles / batch;
  const places = new Int32Array(batch * height * width);
  let pixel = 0;
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const within = (row % tile) * tile + column % tile;
        const which = image * each + Math.floor(row / tile) * across +
          Math.floor(column / tile);
        places[pixel++] = within * tiles + which;
      }
    }
  }
  return places;
}
