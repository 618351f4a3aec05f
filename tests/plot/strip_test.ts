import { assert, assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { drawStrip } from "../../lib/plot/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

async function picture(
  path: string,
  [r, g, b]: readonly [number, number, number],
  [width, height] = [20, 40],
): Promise<string> {
  const create = {
    width,
    height,
    channels: 3,
    background: { r, g, b },
  } as const;
  await sharp({ create }).png().toFile(path);
  return path;
}

Deno.test("drawStrip() shows the query apart, then what was found, framed green, red or grey", async () => {
  await using box = await sandbox();
  const blue = await picture(`${box.folder}/blue.png`, [0, 0, 255]);
  const grey = await picture(`${box.folder}/grey.png`, [99, 99, 99]);
  const png = await drawStrip(blue, [
    { path: grey, label: "0.900", right: true },
    { path: blue, label: "0.8 < 1", right: false },
    { path: grey, label: "0.700", right: null },
  ], { height: 64 });
  const { data, info } = await sharp(png).raw().toBuffer({
    resolveWithObject: true,
  });
  const at = (column: number, row: number) => [
    ...data.subarray(
      (row * info.width + column) * info.channels,
      (row * info.width + column) * info.channels + 3,
    ),
  ];
  // Cells of 32 x 64, a frame of 4 around each, gaps of 8, the query's twice.
  assertEquals([info.width, info.height], [16 + 4 * 48, 64 + 24 + 22]);
  const left = [8, 64, 112, 160];
  const middles = left.map((column) => at(column + 20, 44));
  assertEquals(middles, [
    [0, 0, 255],
    [99, 99, 99],
    [0, 0, 255],
    [99, 99, 99],
  ]);
  const frames = left.map((column) => at(column + 2, 44));
  assertEquals(frames, [
    [255, 255, 255],
    [0x2a, 0x9d, 0x3a],
    [0xd6, 0x27, 0x28],
    [0x99, 0x99, 0x99],
  ]);
  const ink = (column: number) =>
    Array.from(
      { length: 40 * 22 },
      (_, i) => at(column + i % 40, 88 + Math.floor(i / 40))[0]! < 128,
    ).some(Boolean);
  assert(left.every(ink), "every picture has its label");
});

Deno.test("drawStrip() keeps a wide picture's shape, on grey", async () => {
  await using box = await sandbox();
  const wide = await picture(`${box.folder}/wide.png`, [255, 0, 0], [40, 10]);
  const { data, info } = await sharp(await drawStrip(wide, [], { height: 64 }))
    .raw().toBuffer({ resolveWithObject: true });
  const red = (row: number) =>
    data[(row * info.width + 28) * info.channels + 1];
  assertEquals([red(44), red(16)], [0, 0xee]);
});

Deno.test("drawStrip() names a picture that cannot be read, and refuses a height of none", async () => {
  await using box = await sandbox();
  const bad = await box.write("bad.png", "no picture");
  await assertRejects(
    () => drawStrip(bad, []),
    TypeError,
    `Cannot draw "${bad}" as it must be a picture: `,
  );
  await assertRejects(
    () => drawStrip(bad, [], { height: 0 }),
    RangeError,
    "Cannot draw a strip as its height must be a whole number from 16: current height is 0",
  );
});
