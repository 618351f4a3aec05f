import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { rowMajor } from "../../lib/data/mod.ts";

Deno.test("rowMajor() puts each value where its indices say, for any number of axes", () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });
  fc.assert(fc.property(shapes, (shape) => {
    const size = shape.reduce((product, side) => product * side, 1);
    const values = Float64Array.from({ length: size }, (_, place) => place);
    const turned = rowMajor(values, shape);
    for (let place = 0; place < size; place++) {
      const index = shape.map(() => 0);
      let rest = place;
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        index[axis] = rest % shape[axis]!;
        rest = Math.floor(rest / shape[axis]!);
      }
      const from = index.reduceRight(
        (sum, at, axis) => sum * shape[axis]! + at,
        0,
      );
      assertEquals(turned[place], values[from]);
    }
  }));
});

Deno.test("rowMajor() turns tables beyond a tile, and gives back what has one axis", () => {
  const [rows, columns] = [70, 45];
  const values = Float32Array.from({ length: rows * columns }, (_, i) => i);
  const turned = rowMajor(values, [rows, columns]);
  assertEquals(turned[columns + 2], values[2 * rows + 1]);
  assertEquals(rowMajor(turned, [columns, rows]), values);
  assertStrictEquals(rowMajor(values, [1, rows * columns]), values);
});
