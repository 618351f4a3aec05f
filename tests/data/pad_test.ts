import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { crop, pad } from "../../lib/data/mod.ts";
import { pattern } from "./toy_set.ts";

Deno.test("pad() puts a black border around a picture", () => {
  const picture = pattern("p", 3, 2);
  const padded = pad(picture, 2);
  assertEquals([padded.height, padded.width], [7, 6]);
  assertEquals(crop(padded, picture, 2, 2).data, picture.data);
  const sum = (data: Uint8Array) => data.reduce((all, value) => all + value, 0);
  assertEquals(sum(padded.data), sum(picture.data));
});

Deno.test("pad() by 0 gives the same picture", () => {
  const picture = pattern("p", 3, 2);
  assertStrictEquals(pad(picture, 0), picture);
});

Deno.test("pad() refuses what is no border", () => {
  for (const border of [-1, 0.5, NaN]) {
    assertThrows(
      () => pad(pattern("p", 3, 2), border),
      RangeError,
      `Cannot pad images as the border must be a whole number of pixels from 0: current border is ${border}`,
    );
  }
});
