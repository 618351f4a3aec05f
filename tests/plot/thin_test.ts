import {
  assert,
  assertEquals,
  assertLessOrEqual,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { thin } from "../../lib/plot/thin.ts";

Deno.test("thin() keeps ends, order, lowest and highest", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), {
        minLength: 1,
        maxLength: 300,
      }),
      fc.integer({ min: 4, max: 50 }),
      (heights, most) => {
        const rows = heights.map((height, row) => ({ height, row }));
        const few = thin(rows, ({ height }) => height, most);
        assertLessOrEqual(few.length, most + 2);
        assertEquals(few[0], rows[0]);
        assertEquals(few.at(-1), rows.at(-1));
        assert(few.every(({ row }, i) => i === 0 || row > few[i - 1]!.row));
        const of = (list: typeof rows) => list.map(({ height }) => height);
        assertEquals(Math.min(...of(few)), Math.min(...heights));
        assertEquals(Math.max(...of(few)), Math.max(...heights));
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("thin() leaves short curves whole", () => {
  assertEquals(thin([3, 1, 2, 2], (row) => row, 4), [3, 1, 2, 2]);
  assertEquals(thin([3, 1, 2, 4, 3, 5], (row) => row, 4), [3, 1, 3, 5]);
});

Deno.test("thin() refuses to keep almost nothing", () => {
  assertThrows(
    () => thin([1], (row) => row, 3),
    RangeError,
    "Cannot thin a curve as at least 4 rows must stay: current number is 3",
  );
});
