import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { dotProducts } from "../../lib/eval/similarity.ts";

Deno.test("dotProducts() sums each product in order, whatever the table's shape", () => {
  const value = fc.float({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((size) =>
        fc.tuple(
          fc.constant(size),
          fc.array(fc.array(value, { minLength: size, maxLength: size }), {
            minLength: 1,
            maxLength: 6,
          }),
          fc.array(fc.array(value, { minLength: size, maxLength: size }), {
            minLength: 1,
            maxLength: 11,
          }),
        )
      ),
      ([size, query, gallery]) => {
        const table = dotProducts(
          Float32Array.from(query.flat()),
          Float32Array.from(gallery.flat()),
          size,
        );
        const slow = query.flatMap((q) =>
          gallery.map((g) => q.reduce((sum, x, i) => sum + x * g[i]!, 0))
        );
        assertEquals(table, Float64Array.from(slow)); // bit for bit
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});
