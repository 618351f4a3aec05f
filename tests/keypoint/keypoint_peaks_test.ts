import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { keypointMaps, keypointPeaks } from "../../lib/keypoint/mod.ts";

const grid = { height: 64, width: 32, rows: 16, columns: 8 };

Deno.test("keypointPeaks() finds again what keypointMaps() drew, wherever it is and however wide", () => {
  fc.assert(fc.property(
    // Away from the outermost cells: there the middle of the cell is taken.
    fc.double({ min: 6.1, max: 25.9, noNaN: true }),
    fc.double({ min: 6.1, max: 57.9, noNaN: true }),
    fc.double({ min: 0.6, max: 2, noNaN: true }),
    (x, y, deviation) => {
      const keypoints = [[x, y, 1], [16, 32, 1]] as const;
      const maps = keypointMaps(keypoints, grid, { deviation });
      keypointPeaks(maps, grid).forEach(([column, row, height], place) => {
        assertAlmostEquals(column, keypoints[place]![0], 1e-2);
        assertAlmostEquals(row, keypoints[place]![1], 1e-2);
        assertEquals(height > 0.4 && height <= 1, true);
      });
    },
  ));
});

/** What is found in one map of 3x3 cells over 3x3 pixels. */
function peak(cells: number[]) {
  const [found] = keypointPeaks(
    Float32Array.from(cells),
    { height: 3, width: 3, rows: 3, columns: 3 },
  );
  return found!;
}

Deno.test("keypointPeaks() takes the middle of a cell at the edge", () => {
  assertEquals(peak([0, 0, 0, 0, 0, 0.5, 0, 0, 0]), [2.5, 1.5, 0.5]);
  assertEquals(peak([1, 0.9, 0, 0.9, 0, 0, 0, 0, 0]), [0.5, 0.5, 1]);
});

Deno.test("keypointPeaks() moves towards the higher neighbour, by half a cell where the two are equal", () => {
  const [column, row] = peak([0, 0, 0, 0.1, 1, 0.1, 0, 1, 0]);
  assertAlmostEquals(column, 1.5, 1e-6);
  assertAlmostEquals(row, 2, 1e-6);
  const [, high] = peak([0, 0.5, 0, 0.1, 1, 0.1, 0, 0.1, 0]);
  assertEquals(high < 1.5 && high > 1, true);
});

Deno.test("keypointPeaks() says something finite of flat, empty and negative maps", () => {
  assertEquals(peak(new Array(9).fill(0)), [0.5, 0.5, 0]);
  assertEquals(peak([-3, -2, -3, -2, -1, -2, -3, -2, -3]), [1.5, 1.5, -1]);
  assertEquals(peak([0, 1, 0, 1, 1, 1, 0, 1, 0]), [1.5, 0.5, 1]);
  assertEquals(peak([-1, -1, -1, -1, 4, -1, -1, -1, -1]), [1.5, 1.5, 4]);
});

Deno.test("keypointPeaks() takes the first of equal cells and every map by itself", () => {
  const maps = Float32Array.of(1, 0, 0, 2, 0, 2, 0, 0);
  const two = { height: 4, width: 4, rows: 2, columns: 2 };
  assertEquals(keypointPeaks(maps, two), [[1, 1, 1], [3, 1, 2]]);
});

Deno.test("keypointPeaks() refuses maps of another size", () => {
  assertThrows(
    () => keypointPeaks(new Float32Array(130), grid),
    RangeError,
    "Cannot find the peaks of heat maps as they must be of 16x8 cells: there are 130 numbers",
  );
  assertThrows(
    () => keypointPeaks(new Float32Array(0), { ...grid, columns: 0 }),
    RangeError,
    "Cannot find the peaks of heat maps as columns must be a whole number from 1: current columns is 0",
  );
});
