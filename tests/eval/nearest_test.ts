import { assertEquals, assertThrows } from "@std/assert";
import { dotProducts, nearest } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";

Deno.test("nearest() orders by falling similarity, ties by index, and cuts at top", () => {
  const gallery = Float32Array.of(0, 1, 1, 0, 0.5, 0.5, 1, 0, -1, 0);
  const query = Float32Array.of(1, 0);
  const order = (top: number) =>
    nearest(query, gallery, top).map(({ index }) => index);
  assertEquals(order(5), [1, 3, 2, 0, 4]);
  assertEquals(order(2), [1, 3]);
  assertEquals(order(99), [1, 3, 2, 0, 4]);
  assertEquals(nearest(query, gallery, 5).at(-1)!.similarity, -1);
});

Deno.test("nearest() gives the similarities of dotProducts()", () => {
  const rng = random(1);
  const query = Float32Array.from({ length: 7 }, () => rng.normal());
  const gallery = Float32Array.from({ length: 70 }, () => rng.normal());
  const table = dotProducts(query, gallery, 7);
  const found = nearest(query, gallery, 10);
  assertEquals(
    found.map(({ similarity }) => similarity),
    [...table].sort((a, b) => b - a),
  );
  for (const { index, similarity } of found) {
    assertEquals(table[index], similarity);
  }
});

Deno.test("nearest() refuses a gallery of other rows, and a top of none", () => {
  const one = Float32Array.of(1, 0);
  assertThrows(
    () => nearest(one, Float32Array.of(1, 0, 0), 1),
    RangeError,
    "Cannot search as the gallery must be made of rows of the query's size: current sizes are 3 and 2",
  );
  assertThrows(() => nearest(new Float32Array(), one, 1), RangeError);
  assertThrows(
    () => nearest(one, one, 0),
    RangeError,
    "Cannot search as top must be a whole number from 1: current top is 0",
  );
});
