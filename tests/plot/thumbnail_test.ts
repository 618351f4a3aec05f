import { assertEquals, assertLess, assertRejects } from "@std/assert";
import sharp from "sharp";
import { thumbnail } from "../../lib/plot/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

Deno.test("thumbnail() makes a picture small, and tells nothing else of it", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.jpg`;
  const background = { r: 0, g: 90, b: 0 };
  await sharp({ create: { width: 200, height: 300, channels: 3, background } })
    .withExif({ IFD0: { Copyright: "somebody" } }).jpeg().toFile(path);
  const small = await thumbnail(path);
  const { format, width, height, exif } = await sharp(small).metadata();
  assertEquals([format, width, height, exif], ["jpeg", 64, 96, undefined]);
  assertLess(small.length, 2000);
  const higher = await sharp(await thumbnail(path, { height: 200 })).metadata();
  assertEquals([higher.width, higher.height], [100, 150]);
});

Deno.test("thumbnail() names a file that is no picture", async () => {
  await using box = await sandbox();
  const path = await box.write("a.jpg", "no picture");
  await assertRejects(
    () => thumbnail(path),
    TypeError,
    `Cannot draw "${path}" as it must be a picture: `,
  );
});
