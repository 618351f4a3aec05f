import { assertEquals, assertThrows } from "@std/assert";
import { fieldsOf } from "../../../lib/engine/tensorflow/protobuf.ts";

function read(...bytes: number[]) {
  return [...fieldsOf(Uint8Array.from(bytes))].map(({ number, value }) => [
    number,
    typeof value === "number" ? value : [...value],
  ]);
}

Deno.test("fieldsOf() reads numbers, texts and fixed widths", () => {
  assertEquals(read(), []);
  assertEquals(read(0x08, 5), [[1, 5]]);
  assertEquals(read(0x10, 0xac, 0x02), [[2, 300]]);
  assertEquals(read(0x0a, 2, 104, 105, 0x18, 1), [[1, [104, 105]], [3, 1]]);
  assertEquals(read(0x25, 1, 2, 3, 4), [[4, [1, 2, 3, 4]]]);
  assertEquals(read(0x09, 1, 2, 3, 4, 5, 6, 7, 8), [
    [1, [1, 2, 3, 4, 5, 6, 7, 8]],
  ]);
  assertEquals(read(0xc0, 0x01, 7), [[24, 7]]);
});

for (
  const [name, bytes] of Object.entries({
    "a number that goes on": [0x08, 0x80],
    "a text that is longer": [0x0a, 3, 104],
    "a tag without a value": [0x08],
    "a group": [0x0b],
  })
) {
  Deno.test(`fieldsOf() refuses ${name}`, () => {
    assertThrows(() => read(...bytes), RangeError, "its fields must be whole");
  });
}
