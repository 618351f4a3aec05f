import { assert, assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { keypointStrip } from "../../lib/plot/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

/** A picture of one colour. */
async function picture(path: string, width = 20, height = 40): Promise<string> {
  const background = { r: 0, g: 0, b: 255 };
  const create = { width, height, channels: 3, background } as const;
  await sharp({ create }).png().toFile(path);
  return path;
}

/** Looks at the pixels of a PNG file. */
async function pixels(png: Uint8Array) {
  const { data, info } = await sharp(png).removeAlpha().raw()
    .toBuffer({ resolveWithObject: true });
  const at = (column: number, row: number) => [
    ...data.subarray(
      (row * info.width + column) * 3,
      (row * info.width + column) * 3 + 3,
    ),
  ];
  return { at, size: [info.width, info.height] };
}

Deno.test("keypointStrip() draws dots, bones and rings where they are in the picture's own pixels", async () => {
  await using box = await sandbox();
  const path = await picture(`${box.folder}/one.png`);
  const { png, description } = await keypointStrip([
    {
      path,
      label: "a < b",
      found: [[5, 10, 0.9], [15, 10, 0.9], [15, 30, 0.9]],
      wanted: [[5, 30, 1]],
    },
    { path, label: "plain", found: [[10, 20], [10, 30]] },
  ], { bones: [[0, 1]], height: 80 });
  assertEquals(description, "Keypoints of 2 pictures: a < b, plain");
  const { at, size } = await pixels(png);
  assertEquals(size, [2 * (40 + 8) + 8, 80 + 16 + 22]);
  // Twice as large, behind a gap of 8.
  const [dot, bone, blue, white] = [
    [0xdc, 0x26, 0x7f],
    [0xff, 0xb0, 0x00],
    [0, 0, 255],
    [255, 255, 255],
  ];
  const there = (x: number, y: number, left = 8) => at(left + 2 * x, 8 + 2 * y);
  assertEquals([there(5, 10), there(15, 10), there(15, 30)], [dot, dot, dot]);
  assertEquals(there(10, 10), bone);
  assertEquals(there(15, 20), blue, "no bone that nobody asked for");
  assertEquals(there(5, 30), blue, "a ring is hollow");
  const ring = Array.from({ length: 5 }, (_, i) => at(8 + 10 + 2 + i, 8 + 60));
  assert(ring.some(([red]) => red! > 150), "a ring");
  assertEquals(there(10, 20, 8 + 48), dot);
  assertEquals(at(4, 40), white);
  const ink = Array.from(
    { length: 40 * 22 },
    (_, i) => at(8 + i % 40, 96 + Math.floor(i / 40))[0]! < 128,
  );
  assert(ink.some(Boolean), "a label");
});

Deno.test("keypointStrip() keeps a wide picture's shape", async () => {
  await using box = await sandbox();
  const path = await picture(`${box.folder}/wide.png`, 40, 20);
  const { png } = await keypointStrip([{ path, label: "", found: [] }], {
    height: 40,
  });
  assertEquals((await pixels(png)).size, [80 + 16, 40 + 16 + 22]);
});

Deno.test("keypointStrip() refuses what cannot be drawn", async () => {
  await using box = await sandbox();
  const path = await picture(`${box.folder}/one.png`);
  const one = { path, label: "", found: [[1, 1]] as const };
  const act = "Cannot draw keypoints as";
  await assertRejects(
    () => keypointStrip([]),
    RangeError,
    `${act} there must be a picture: there is none`,
  );
  await assertRejects(
    () => keypointStrip([one], { height: 15.5 }),
    RangeError,
    `${act} the height must be a whole number from 16: current height is 15.5`,
  );
  await assertRejects(
    () => keypointStrip([one], { bones: [[0, 1]] }),
    RangeError,
    `${act} each bone must end in keypoints: "${path}" has 1, a bone ends in 1`,
  );
  const bad = await box.write("bad.png", "no picture");
  await assertRejects(
    () => keypointStrip([{ ...one, path: bad }]),
    TypeError,
    `Cannot draw "${bad}" as it must be a picture: `,
  );
});
