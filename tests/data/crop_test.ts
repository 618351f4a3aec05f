import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { centreCrop, crop, randomCrop } from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";

/** A picture whose red is 10 row + column. */
function grid(height: number, width: number) {
  const data = Uint8Array.from(
    { length: height * width * 3 },
    (_, at) => at % 3 ? 0 : 10 * Math.trunc(at / 3 / width) + at / 3 % width,
  );
  return { height, width, data };
}
const reds = ({ data }: { data: Uint8Array }) =>
  [...data].filter((_, at) => at % 3 === 0);

Deno.test("crop() cuts at row and column", () => {
  assertEquals(reds(crop(grid(4, 5), { height: 2, width: 3 }, 1, 2)), [
    12,
    13,
    14,
    22,
    23,
    24,
  ]);
  const whole = grid(4, 5);
  assertStrictEquals(crop(whole, whole, 0, 0), whole);
});

Deno.test("crop() refuses what does not lie in the picture", () => {
  for (const [top, left] of [[3, 0], [0, 3], [-1, 0], [0.5, 0]] as const) {
    assertThrows(
      () => crop(grid(4, 5), { height: 2, width: 3 }, top, left),
      RangeError,
      `Cannot crop 2x3 at row ${top}, column ${left} as it must lie in the picture: the picture is 4x5, resize it larger or crop less`,
    );
  }
});

Deno.test("centreCrop() leaves an odd rest below and to the right", () => {
  assertEquals(reds(centreCrop(grid(5, 4), { height: 2, width: 2 })), [
    11,
    12,
    21,
    22,
  ]);
  assertThrows(
    () => centreCrop(grid(2, 2), { height: 3, width: 2 }),
    RangeError,
    "Cannot crop 3x2",
  );
});

Deno.test("randomCrop() reaches every place and repeats by the seed", () => {
  const draw = random(1);
  const corners = new Set(
    Array.from(
      { length: 300 },
      () => reds(randomCrop(grid(4, 5), { height: 2, width: 3 }, draw))[0],
    ),
  );
  assertEquals([...corners].sort((a, b) => a! - b!), [
    0,
    1,
    2,
    10,
    11,
    12,
    20,
    21,
    22,
  ]);
  const once = () =>
    reds(randomCrop(grid(4, 5), { height: 2, width: 3 }, random(5)));
  assertEquals(once(), once());
  assertThrows(
    () => randomCrop(grid(4, 5), { height: 5, width: 3 }, random(1)),
    RangeError,
    "the picture is 4x5",
  );
});
