import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Keypoint, keypointMaps } from "../../lib/keypoint/mod.ts";

const grid = { height: 64, width: 32, rows: 16, columns: 8 };

Deno.test("keypointMaps() is the equation, cell by cell, the keypoint fastest", () => {
  const keypoints: Keypoint[] = [[3.7, 50.2, 1], [30, 1, 0]];
  const maps = keypointMaps(keypoints, grid, { deviation: 1.4 });
  assertEquals(maps.length, 16 * 8 * 2);
  for (let row = 0; row < 16; row++) {
    for (let column = 0; column < 8; column++) {
      keypoints.forEach(([x, y], place) => {
        // The middle of a cell in pixels, then the distance in cells of 4 pixels.
        const [across, down] = [
          (4 * column + 2 - x) / 4,
          (4 * row + 2 - y) / 4,
        ];
        assertAlmostEquals(
          maps[(row * 8 + column) * 2 + place]!,
          Math.exp(-(across ** 2 + down ** 2) / (2 * 1.4 ** 2)),
          1e-6,
        );
      });
    }
  }
});

Deno.test("keypointMaps() has its bump at 1 in the middle of a cell, and πσ² of squares under it", () => {
  for (const deviation of [1, 1.5]) {
    const maps = keypointMaps([[14, 34, 1]], { ...grid, columns: 8 }, {
      deviation,
    });
    assertEquals(Math.max(...maps), 1);
    assertEquals(maps.indexOf(1), 8 * 8 + 3);
    const squares = maps.reduce((sum, value) => sum + value ** 2, 0);
    assertAlmostEquals(squares, Math.PI * deviation ** 2, 0.1);
  }
});

Deno.test("keypointMaps() takes cells that are not square, and a picture's other shape", () => {
  const wide = { height: 10, width: 40, rows: 5, columns: 4 };
  const maps = keypointMaps([[25, 5, 1]], wide);
  assertEquals(maps.indexOf(1), 2 * 4 + 2);
});

Deno.test("keypointMaps() leaves the foot of a bump beyond the edge, and an empty list empty", () => {
  const maps = keypointMaps([[-6, 2, 0]], grid);
  assertAlmostEquals(maps[0]!, Math.exp(-2), 1e-6);
  assertEquals(keypointMaps([], grid).length, 0);
});

Deno.test("keypointMaps() refuses what is no grid, no place and no width", () => {
  assertThrows(
    () => keypointMaps([], { ...grid, rows: 0 }),
    RangeError,
    "Cannot make heat maps as rows must be a whole number from 1: current rows is 0",
  );
  assertThrows(
    () => keypointMaps([], { ...grid, width: 2.5 }),
    RangeError,
    "Cannot make heat maps as width must be a whole number from 1: current width is 2.5",
  );
  assertThrows(
    () => keypointMaps([[1, 1, 1], [NaN, 2, 1]], grid),
    RangeError,
    "Cannot make heat maps as each place must be finite: keypoint 1 is at NaN, 2",
  );
  assertThrows(
    () => keypointMaps([[1, 1, 1]], grid, { deviation: 0 }),
    RangeError,
    "Cannot make heat maps as deviation must be above 0: current deviation is 0",
  );
});
