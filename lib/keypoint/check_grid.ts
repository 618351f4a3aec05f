import type { MapGrid } from "./keypoint.ts";

/** Throws unless all sizes are whole numbers from 1. */
export function checkGrid(act: string, grid: MapGrid): void {
  for (const name of ["height", "width", "rows", "columns"] as const) {
    if (Number.isInteger(grid[name]) && grid[name] >= 1) continue;
    throw new RangeError(
      `Cannot ${act} as ${name} must be a whole number from 1: current ${name} is ${
        grid[name]
      }`,
    );
  }
}
