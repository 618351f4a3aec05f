import {
  assert,
  assertEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import sharp from "sharp";
import { bicubic, bilinear, type Pixels, resize } from "../../lib/data/mod.ts";
import { difference, pattern } from "./toy_set.ts";

const GOLDEN = new URL("../golden/images/", import.meta.url).pathname;

async function png(path: string): Promise<Pixels> {
  const { data, info } = await sharp(`${GOLDEN}${path}`).removeAlpha().raw()
    .toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, data };
}

for (const kernel of [bilinear, bicubic]) {
  for (const { name } of Deno.readDirSync(`${GOLDEN}${kernel.name}`)) {
    Deno.test(`resize() gives Pillow's ${kernel.name} ${name} to the bit`, async () => {
      const [, stem, height, width] = /^(\w+)_(\d+)x(\d+)/.exec(name)!;
      const size = { height: Number(height), width: Number(width) };
      const got = resize(await png(`${stem}.png`), size, kernel);
      const want = await png(`${kernel.name}/${name}`);
      assertEquals([got.height, got.width], [want.height, want.width]);
      assertEquals(difference(got.data, want.data).max, 0);
    });
  }
}

Deno.test("resize() is bilinear unless told otherwise, and the kernel matters", () => {
  const noise = pattern("noise", 12, 9);
  const size = { height: 7, width: 20 };
  const plain = resize(noise, size);
  assertEquals(plain, resize(noise, size, bilinear));
  assert(difference(plain.data, resize(noise, size, bicubic).data).max > 2);
});

Deno.test("resize() averages where it shrinks", () => {
  const data = Uint8Array.from(
    { length: 8 * 3 },
    (_, at) => at % 6 < 3 ? 0 : 200,
  );
  const small = resize({ height: 1, width: 8, data }, { height: 1, width: 2 });
  for (const level of small.data) {
    assert(Math.abs(level - 100) <= 15, `${level}`);
  }
});

Deno.test("resize() leaves a picture of the right size and an even colour alone", () => {
  const picture = pattern("same", 5, 4);
  assertStrictEquals(resize(picture, { height: 5, width: 4 }), picture);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      (level, height, width, cubic) => {
        const data = new Uint8Array(7 * 5 * 3).fill(level);
        const out = resize(
          { height: 7, width: 5, data },
          { height, width },
          cubic ? bicubic : bilinear,
        );
        assertEquals(out.data.length, height * width * 3);
        assert(out.data.every((value) => value === level));
      },
    ),
    { numRuns: 60, seed: 1501 },
  );
});

Deno.test("resize() refuses sizes that cannot be", () => {
  for (const height of [0, 2.5]) {
    assertThrows(
      () => resize(pattern("a", 2, 2), { height, width: 2 }),
      RangeError,
      `Cannot resize a picture as its height must be a whole number from 1: current height is ${height}, pass pixels`,
    );
  }
});
