import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../tasks/flags.ts";
import { growthSizes } from "./growth.ts";
import { classesOf, sizesOf } from "./sizes.ts";

Deno.test("sizesOf() reads one size or several", () => {
  assertEquals(sizesOf("16:256x128, 32:128x64"), [
    { batch: 16, height: 256, width: 128 },
    { batch: 32, height: 128, width: 64 },
  ]);
  assertEquals(sizesOf("2:64x32", 32).length, 1);
});

Deno.test("sizesOf() names the size that it cannot read", () => {
  for (const wrong of ["16x256x128", "0:256x128", "16:256", "4:64x31", ""]) {
    assertThrows(
      () => sizesOf(`16:256x128,${wrong}`, 32),
      UsageError,
      `Cannot read --sizes as each must be like 16:256x128, of at least 32x32: one is "${wrong}"`,
    );
  }
});

Deno.test("classesOf() reads whole numbers and names what is none", () => {
  assertEquals(classesOf("751,85000"), [751, 85000]);
  assertThrows(
    () => classesOf("751,1.5"),
    UsageError,
    'Cannot read --classes as each must be a whole number from 1: one is "1.5"',
  );
});

Deno.test("growthSizes() gives all sizes the first number of persons and the middle one the others", () => {
  const size = (batch: number, classes: number) => ({
    batch,
    height: 64,
    width: 32,
    classes,
  });
  assertEquals(
    growthSizes("4:64x32,16:64x32,64:64x32", "751,10000,85000"),
    [
      size(4, 751),
      size(16, 751),
      size(64, 751),
      size(16, 10000),
      size(16, 85000),
    ],
  );
});
