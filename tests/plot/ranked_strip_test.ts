import { assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { drawStrip, rankedStrip } from "../../lib/plot/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

Deno.test("rankedStrip() is the strip with its sentence", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/0001_c1.png`;
  const background = { r: 9, g: 99, b: 199 };
  await sharp({ create: { width: 8, height: 16, channels: 3, background } })
    .png().toFile(path);
  const found = [
    { path, label: "0.9", right: true },
    { path, label: "0.8", right: null },
  ];
  const { png, description } = await rankedStrip(path, found, { height: 32 });
  assertEquals(png, await drawStrip(path, found, { height: 32 }));
  assertEquals(
    description,
    "0001_c1.png found 2 pictures, 1 of them right: 0001_c1.png (0.9) right, 0001_c1.png (0.8)",
  );
  const none = await rankedStrip(path, [], { height: 32 });
  assertEquals(
    none.description,
    "0001_c1.png found 0 pictures, 0 of them right",
  );
});

Deno.test("rankedStrip() refuses what is no picture", async () => {
  await using box = await sandbox();
  const path = await box.write("a.png", "no picture");
  await assertRejects(
    () => rankedStrip(path, []),
    TypeError,
    `Cannot draw "${path}" as it must be a picture`,
  );
});
