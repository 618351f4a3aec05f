import { assertEquals } from "@std/assert";
import { isNumberKind, NUMBER_KINDS } from "../../lib/model/mod.ts";

Deno.test("NUMBER_KINDS.F16 reads every half as IEEE 754 has it", () => {
  const read = (bits: number) =>
    NUMBER_KINDS.F16.read(Uint8Array.of(bits & 0xff, bits >> 8), "")[0];
  assertEquals(read(0x7bff), 65504);
  assertEquals(read(0x0001), 2 ** -24);
  assertEquals(read(0x03ff), 1023 * 2 ** -24);
  assertEquals(read(0x0400), 2 ** -14);
  assertEquals(read(0xc000), -2);
  assertEquals(read(0x7c00), Infinity);
  assertEquals(read(0xfc00), -Infinity);
  assertEquals(read(0x7e00), NaN);
  assertEquals(Object.is(read(0x8000), -0), true);
});

Deno.test("NUMBER_KINDS reads a part of a larger buffer as that part", () => {
  const bytes = new Uint8Array(new Float32Array([1, 2, 3]).buffer);
  assertEquals(
    [...NUMBER_KINDS.F32.read(bytes.subarray(4, 8), "")],
    [2],
  );
  assertEquals([...NUMBER_KINDS.I8.read(bytes.subarray(7, 8), "")], [64]);
});

Deno.test("isNumberKind() knows the kinds and nothing that objects inherit", () => {
  assertEquals(
    ["F32", "BF16", "toString", "F8_E5M2", ""].map(isNumberKind),
    [true, true, false, false, false],
  );
});
