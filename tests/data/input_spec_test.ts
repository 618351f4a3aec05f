import { assertEquals, assertThrows } from "@std/assert";
import { caffeInput, checkInput, imagenetInput } from "../../lib/data/mod.ts";

Deno.test("imagenetInput() is torchvision's", () => {
  assertEquals(imagenetInput(), {
    height: 256,
    width: 128,
    order: "rgb",
    scale: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  });
  assertEquals(imagenetInput({ height: 8, width: 4 }).height, 8);
});

Deno.test("caffeInput() is the 2015 ResNets'", () => {
  assertEquals(caffeInput({ height: 8, width: 4 }), {
    height: 8,
    width: 4,
    order: "bgr",
    scale: 1,
    mean: [103.939, 116.779, 123.68],
    std: [1, 1, 1],
  });
});

Deno.test("checkInput() refuses sizes and numbers that cannot be", () => {
  for (const height of [0, 1.5, NaN, -4]) {
    assertThrows(
      () => imagenetInput({ height, width: 4 }),
      RangeError,
      `Cannot use the input as its height must be a whole number from 1: current height is ${height}, pass pixels`,
    );
  }
  assertThrows(
    () => caffeInput({ height: 4, width: 0 }),
    RangeError,
    "current width is 0",
  );
  const good = caffeInput();
  assertEquals(checkInput(good), good);
  for (
    const bad of [
      { scale: 0 },
      { scale: NaN },
      { std: [1, 0, 1] as const },
      { mean: [1, Infinity, 1] as const },
    ]
  ) {
    assertThrows(
      () => checkInput({ ...good, ...bad }),
      RangeError,
      "Cannot use the input as scale, mean and std must be finite, scale and std not 0",
    );
  }
});
