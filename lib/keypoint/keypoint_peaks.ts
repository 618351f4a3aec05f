import { checkGrid } from "./check_grid.ts";
import type { FoundKeypoint, MapGrid } from "./keypoint.ts";

/** A neighbour counts as this share of the peak at least: its logarithm is needed. */
const LEAST = 1e-3;

/**
 * Where heat maps have their peaks: the keypoints that a net found.
 *
 * The highest cell says where to a cell; a parabola through the logarithms of
 * it and its two neighbours, across and down, says the rest. Of a bump as
 * `keypointMaps` makes it that is the very place, since the logarithm of such
 * a bump is a parabola. At the map's edge, and where a map does not rise above
 * 0, the middle of the cell is taken. Of equal cells the first counts.
 *
 * @param maps The maps of one picture: row by row, column by column, the keypoint fastest.
 * @param grid Picture and maps.
 * @returns The keypoints, in order, each with the value of its highest cell.
 * @throws {RangeError} If the maps are not those of the grid, or a size is no whole number from 1.
 *
 * @example There and back
 * ```ts
 * import { keypointMaps, keypointPeaks } from "@spherereid/kit/keypoint";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const grid = { height: 64, width: 32, rows: 16, columns: 8 };
 * const [found] = keypointPeaks(keypointMaps([[11.3, 40.8, 1]], grid), grid);
 * assertAlmostEquals(found![0], 11.3, 1e-4);
 * assertAlmostEquals(found![1], 40.8, 1e-4);
 * ```
 */
export function keypointPeaks(
  maps: Float32Array,
  grid: MapGrid,
): FoundKeypoint[] {
  const act = "find the peaks of heat maps";
  checkGrid(act, grid);
  const { height, width, rows, columns } = grid;
  const count = maps.length / (rows * columns);
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `Cannot ${act} as they must be of ${rows}x${columns} cells: there are ${maps.length} numbers`,
    );
  }
  return Array.from({ length: count }, (_, place) => {
    const at = (row: number, column: number) =>
      maps[(row * columns + column) * count + place]!;
    const [row, column] = highest(at, rows, columns);
    const peak = at(row, column);
    const right = column > 0 && column < columns - 1
      ? beyond(at(row, column - 1), peak, at(row, column + 1))
      : 0;
    const below = row > 0 && row < rows - 1
      ? beyond(at(row - 1, column), peak, at(row + 1, column))
      : 0;
    return [
      (column + 0.5 + right) * width / columns,
      (row + 0.5 + below) * height / rows,
      peak,
    ];
  });
}

function highest(
  at: (row: number, column: number) => number,
  rows: number,
  columns: number,
): [row: number, column: number] {
  let best: [number, number] = [0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (at(row, column) > at(...best)) best = [row, column];
    }
  }
  return best;
}

/** How far beyond the middle of the highest cell its top lies, -0.5 to 0.5 cells. */
function beyond(before: number, peak: number, after: number): number {
  if (!(peak > 0)) return 0;
  const [low, high] = [before, after].map((value) =>
    Math.log(Math.max(LEAST, value / peak))
  ) as [number, number];
  const bend = low + high; // the peak's own logarithm is 0
  return bend === 0 ? 0 : (low - high) / (2 * bend);
}
