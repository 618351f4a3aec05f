import { checkGrid } from "./check_grid.ts";
import type { Keypoint, MapGrid } from "./keypoint.ts";

/** Options of {@linkcode keypointMaps}. */
export interface KeypointMapsOptions {
  /** Standard deviation of the bump, σ, in cells of the map. @default {1} */
  readonly deviation?: number;
}

/**
 * The heat maps that a net is to give for a picture: for each keypoint a bump
 * of height 1 around its place.
 *
 * ```math
 * H_k(r, c) = \exp\left(-\frac{(c - x_k)^2 + (r - y_k)^2}{2 \sigma^2}\right)
 * ```
 *
 * H_k(r, c) = exp(−((c − x_k)² + (r − y_k)²) / 2σ²), with the place x_k, y_k
 * in cells, not rounded to one.
 *
 * Whether a keypoint is in sight makes no difference: where it is can be
 * learnt all the same. One beyond the edge leaves but the foot of its bump.
 *
 * @param keypoints The keypoints of one picture.
 * @param grid Picture and maps.
 * @param options How wide the bumps are.
 * @returns Row by row, column by column, the keypoint fastest.
 * @throws {RangeError} If a size is no whole number from 1, a place is not finite, or σ is not above 0.
 *
 * @example In the middle of a cell it is 1
 * ```ts
 * import { keypointMaps } from "@spherereid/kit/keypoint";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const grid = { height: 8, width: 8, rows: 2, columns: 2 };
 * const maps = keypointMaps([[2, 2, 1]], grid);
 * assertEquals(maps[0], 1);
 * assertAlmostEquals(maps[1]!, Math.exp(-0.5), 1e-6);
 * ```
 */
export function keypointMaps(
  keypoints: readonly Keypoint[],
  grid: MapGrid,
  options: KeypointMapsOptions = {},
): Float32Array {
  const act = "make heat maps";
  checkGrid(act, grid);
  const { deviation = 1 } = options;
  if (!(deviation > 0 && deviation < Infinity)) {
    throw new RangeError(
      `Cannot ${act} as deviation must be above 0: current deviation is ${deviation}`,
    );
  }
  const { height, width, rows, columns } = grid;
  const count = keypoints.length;
  const maps = new Float32Array(rows * columns * count);
  keypoints.forEach(([x, y], place) => {
    if (!(Number.isFinite(x) && Number.isFinite(y))) {
      throw new RangeError(
        `Cannot ${act} as each place must be finite: keypoint ${place} is at ${x}, ${y}`,
      );
    }
    const across = bump(x * columns / width - 0.5, columns, deviation);
    const down = bump(y * rows / height - 0.5, rows, deviation);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        maps[(row * columns + column) * count + place] = down[row]! *
          across[column]!;
      }
    }
  });
  return maps;
}

/** The bump along one side: a bump of two is their product. */
function bump(at: number, cells: number, deviation: number): number[] {
  return Array.from(
    { length: cells },
    (_, cell) => Math.exp(-((cell - at) ** 2) / (2 * deviation ** 2)),
  );
}
