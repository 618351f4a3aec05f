import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { digitBatch } from "../../lib/data/mod.ts";
import { toyDigits } from "./toy_mnist.ts";

Deno.test("digitBatch() takes the picks in order and normalises them", () => {
  const digits = toyDigits(12, 1);
  const input = { mean: 30, deviation: 20 };
  const { image, shape, label, samples } = digitBatch(digits, [11, 3], input);
  assertEquals(shape, [2, 28, 28, 1]);
  assertEquals([...label], [1, 3]);
  assertEquals(samples, []);
  for (const at of [0, 100, 783]) {
    assertAlmostEquals(
      image[at]!,
      (digits.pixels[11 * 784 + at]! - 30) / 20,
      1e-6,
    );
    assertAlmostEquals(
      image[784 + at]!,
      (digits.pixels[3 * 784 + at]! - 30) / 20,
      1e-6,
    );
  }
});

Deno.test("digitBatch() refuses a pick that there is not", () => {
  const digits = toyDigits(3, 1);
  for (const pick of [3, -1, 0.5]) {
    assertThrows(
      () => digitBatch(digits, [0, pick], { mean: 0, deviation: 1 }),
      RangeError,
      `Cannot make a batch of digits as each pick must be from 0 to 2: pick 1 is ${pick}`,
    );
  }
});
